import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import ssh2 from 'ssh2';
import { describe, expect, test } from 'vitest';
import { createSshKeys } from '#main/adapters/tunnel/ssh/ssh-keys.ts';
import { createUserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import { debianPrograms, missing, pathOf } from '../debian-program.ts';
import { freePort } from '../free-port.ts';
import { startOwnServer } from './own-server.ts';

const reason = missing(debianPrograms.sshd, debianPrograms.sshKeygen);
const keys = createSshKeys();

/** What sshd logs as soon as a user name comes in, before any key is looked at. */
const credentialOffered = /userauth-request for user/;

describe.skipIf(reason !== undefined)(`SSH host keys${reason ? ` (${reason})` : ''}`, () => {
  test('a server is asked for its key without a user name or key being sent', async () => {
    await using server = await startOwnServer();
    const { port } = server.sshd;
    expect(await keys.readHostKey({ host: '127.0.0.1', port })).toEqual(server.sshd.hostKey('ed25519'));
    expect(server.sshd.log()).toMatch(/SSH2_MSG_KEXINIT received/);
    expect(server.sshd.log()).not.toMatch(credentialOffered);
  });

  test.for(['ecdsa', 'rsa'] as const)('a server that has only an %s key can be pinned by it', async (type) => {
    await using server = await startOwnServer();
    await server.sshd.stop();
    server.sshd.keepHostKeys(type);
    await server.sshd.start();
    const hostKey = await keys.readHostKey({ host: '127.0.0.1', port: server.sshd.port });
    expect(hostKey).toEqual(server.sshd.hostKey(type));
    await using session = await server.connect(await freePort(), { hostKey });
    expect(await session.linked).toContain('http://127.0.0.1:');
  });

  test('the key is pinned by its type: the others of the same server are not presented instead', async () => {
    await using server = await startOwnServer();
    for (const type of ['ed25519', 'ecdsa', 'rsa'] as const) {
      await using session = await server.connect(await freePort(), { hostKey: server.sshd.hostKey(type) });
      await session.linked;
    }
    expect(server.sshd.log().match(credentialOffered)).not.toBeNull();
  });

  test('another key than the pinned one ends it for good, and no credential was offered', async () => {
    await using server = await startOwnServer();
    const hostKey = server.sshd.hostKey();
    await server.sshd.stop();
    server.sshd.swapHostKeys();
    await server.sshd.start();
    await using session = await server.connect(await freePort(), { hostKey });
    const error = await session.ended;
    expect(error).toMatchObject({ code: 'HOST_KEY_MISMATCH', retryable: false });
    expect(error?.message).toContain(hostKey.fingerprint);
    expect(error?.message).toContain(server.sshd.hostKey().fingerprint);
    expect(session.reports).toEqual([{ kind: 'ended', error }]);
    await server.sshd.stop();
    expect(server.sshd.log()).toMatch(/SSH2_MSG_KEXINIT received/);
    expect(server.sshd.log()).not.toMatch(credentialOffered);
  });

  test('a server that has no key of the pinned type any more is another server', async () => {
    await using server = await startOwnServer();
    const hostKey = server.sshd.hostKey('ed25519');
    await server.sshd.stop();
    server.sshd.keepHostKeys('ecdsa', 'rsa');
    await server.sshd.start();
    await using session = await server.connect(await freePort(), { hostKey });
    const error = await session.ended;
    expect(error).toMatchObject({ code: 'HOST_KEY_MISMATCH', retryable: false });
    expect(error?.message).toContain('no ssh-ed25519 host key any more');
    await server.sshd.stop();
    expect(server.sshd.log()).not.toMatch(credentialOffered);
  });

  test('the key made here is one that OpenSSH reads, and its public half is a line of authorized_keys', async () => {
    const { privateKey, publicKey } = await keys.make();
    expect(privateKey).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
    const printed = execFileSync(pathOf(debianPrograms.sshKeygen), ['-lf', '-'], {
      input: `${publicKey}\n`,
      encoding: 'utf8',
    });
    expect(printed).toMatch(/^256 SHA256:\S{43} rollcall \(ED25519\)$/m);
  });
});

// One in 256 keys of the library below is damaged; among 2,000 there are some but for a chance of 0.04 %.
test('every key that is made can be read and signs', () => {
  const data = Buffer.from('who I am');
  const faults = Array.from({ length: 2_000 }, () => createUserKey()).filter(({ privateKey, publicKey }) => {
    const [own, shown] = [privateKey, publicKey].map((text) => ssh2.utils.parseKey(text));
    if (own instanceof Error || shown instanceof Error || own === undefined || shown === undefined) return true;
    // A signature that cannot even be read comes back as an Error.
    return String(shown.verify(data, own.sign(data))) !== 'true';
  });
  expect(faults.map(({ publicKey }) => publicKey)).toEqual([]);
});

describe('what is no SSH server', () => {
  test('shows no host key where nothing listens', async () => {
    const port = await freePort();
    await expect(keys.readHostKey({ host: '127.0.0.1', port })).rejects.toMatchObject({
      error: { code: 'OFFLINE', retryable: true },
    });
  });

  test('shows no host key when it hangs up', async () => {
    const server = createServer((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    await expect(keys.readHostKey({ host: '127.0.0.1', port })).rejects.toMatchObject({ error: { code: 'SERVICE' } });
    server.close();
  });
});
