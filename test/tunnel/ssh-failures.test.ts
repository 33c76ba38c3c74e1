import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import ssh2 from 'ssh2';
import { describe, expect, test, vi } from 'vitest';
import { createUserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import { debianPrograms, missing } from '../debian-program.ts';
import { freePort } from '../free-port.ts';
import { startRollcall } from '../rollcall.ts';
import { startOwnServer, type OwnServer } from './own-server.ts';

const reason = missing(debianPrograms.sshd, debianPrograms.sshKeygen);

const isRefused = (ask: (done: (error?: Error) => void) => void): Promise<boolean> =>
  new Promise((resolve) => ask((error) => resolve(error !== undefined)));

const listenOn = async (port: number, take?: (socket: Socket) => void): Promise<Server> => {
  const server = createServer(take).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

/** What comes back from the server's end of the tunnel. */
const get = (server: OwnServer): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.bind.port}/default/scim/v2/Users`);

describe.skipIf(reason !== undefined)(`an SSH session that fails${reason ? ` (${reason})` : ''}`, () => {
  test('a session that was killed is reported, and a new one carries on', async () => {
    await using rollcall = await startRollcall();
    await using server = await startOwnServer();
    await using first = await server.connect(rollcall.port);
    await first.linked;
    expect((await get(server)).status).toBe(401);
    server.sshd.killSessions();
    const error = await first.ended;
    expect(error).toMatchObject({ code: 'SERVICE', retryable: true });
    expect(first.reports.slice(-2)).toEqual([
      { kind: 'linked', linked: true },
      { kind: 'ended', error },
    ]);
    await using second = await server.connect(rollcall.port);
    await second.linked;
    expect((await get(server)).status).toBe(401);
  });

  test('a frozen link is noticed after six seconds', async () => {
    await using server = await startOwnServer();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      await using session = await server.connect(await freePort());
      await session.linked;
      server.sshd.freezeSessions();
      vi.advanceTimersByTime(6_000);
      const error = await session.ended;
      expect(error).toMatchObject({ code: 'OFFLINE', retryable: true });
      expect(error?.message).toContain('has stopped answering');
    } finally {
      vi.useRealTimers();
    }
  });

  test('the port of a frozen session is refused, to be tried again, until the server drops it', async () => {
    await using server = await startOwnServer();
    await using first = await server.connect(await freePort());
    await first.linked;
    server.sshd.freezeSessions();
    await using second = await server.connect(await freePort());
    expect(await second.ended).toMatchObject({ code: 'PORT_REFUSED', retryable: true });
    server.sshd.killSessions();
    await first.ended;
    await using third = await server.connect(await freePort());
    await third.linked;
  });

  test('a server that is restarted is reached again', async () => {
    await using server = await startOwnServer();
    await using first = await server.connect(await freePort());
    await first.linked;
    await server.sshd.stop();
    expect(await first.ended).toMatchObject({ code: 'SERVICE', retryable: true });
    await using away = await server.connect(await freePort());
    expect(await away.ended).toMatchObject({ code: 'OFFLINE', retryable: true });
    await server.sshd.start();
    await using again = await server.connect(await freePort());
    await again.linked;
  });

  test('a key that the server does not know is refused for good', async () => {
    await using server = await startOwnServer();
    await using session = await server.connect(await freePort(), { privateKey: createUserKey().privateKey });
    expect(await session.ended).toMatchObject({ code: 'AUTH', retryable: false });
  });

  test('a server that hangs up after the first wrong key refused it for good', async () => {
    await using server = await startOwnServer('MaxAuthTries 1');
    await using session = await server.connect(await freePort(), { privateKey: createUserKey().privateKey });
    expect(await session.ended).toMatchObject({ code: 'AUTH', retryable: false });
  });

  test('a user that the server does not know is refused for good', async () => {
    await using server = await startOwnServer();
    await using session = await server.connect(await freePort(), { user: 'nobody-of-that-name' });
    expect(await session.ended).toMatchObject({ code: 'AUTH', retryable: false });
  });

  test('a port that permitlisten does not name is refused', async () => {
    await using server = await startOwnServer();
    await using session = await server.connect(await freePort(), { remotePort: await freePort() });
    const error = await session.ended;
    expect(error).toMatchObject({ code: 'PORT_REFUSED', retryable: true });
    expect(error?.action).toContain('permitlisten');
  });

  test('a port that is taken on the server is refused until it is free', async () => {
    await using server = await startOwnServer();
    const holder = await listenOn(server.bind.port);
    await using refused = await server.connect(await freePort());
    expect(await refused.ended).toMatchObject({ code: 'PORT_REFUSED', retryable: true });
    holder.close();
    await once(holder, 'close');
    await using session = await server.connect(await freePort());
    await session.linked;
  });

  test('the key may forward its port and do nothing else on the server', async () => {
    await using server = await startOwnServer();
    const client = new ssh2.Client();
    await using _ = { [Symbol.asyncDispose]: () => Promise.resolve(void client.destroy()) };
    client.connect({
      host: '127.0.0.1',
      port: server.sshd.port,
      username: server.sshd.user,
      privateKey: server.key.privateKey,
    });
    await once(client, 'ready');
    expect(await isRefused((done) => void client.exec('id', done))).toBe(true);
    expect(await isRefused((done) => void client.shell(done))).toBe(true);
    expect(await isRefused((done) => void client.sftp(done))).toBe(true);
    expect(await isRefused((done) => void client.forwardOut('127.0.0.1', 1, '127.0.0.1', server.sshd.port, done))).toBe(
      true,
    );
  });

  test('while the public listener is down the caller is cut off, and the tunnel stays for when it is back', async () => {
    await using server = await startOwnServer();
    const port = await freePort();
    await using session = await server.connect(port);
    await session.linked;
    await expect(get(server)).rejects.toThrow(/fetch failed/);
    await expect.poll(() => session.logLines.at(-1)).toMatch(/could not be passed on.*ECONNREFUSED/);
    const listener = await listenOn(port, (socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n'));
    });
    expect((await get(server)).status).toBe(204);
    listener.close();
  });

  test('keys that are renewed all the time do not disturb it (RFC 4253 §9)', async () => {
    await using server = await startOwnServer('RekeyLimit 64K');
    const body = 'x'.repeat(500_000);
    const head = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
    const listener = await listenOn(0, (socket) => void socket.once('data', () => socket.end(head + body)));
    await using session = await server.connect((listener.address() as AddressInfo).port);
    await session.linked;
    const renewals = (): number => server.sshd.log().match(/rekey out/g)?.length ?? 0;
    // What fails is kept too: a poll would only try again.
    const answers = new Set<string>();
    const fetched = (): Promise<string> => get(server).then((answer) => answer.text(), String);
    // How many there are for so many bytes depends on how the two ends get along.
    const renewedBy = async (): Promise<number> => {
      for (const text of await Promise.all([fetched(), fetched(), fetched()])) answers.add(text);
      return renewals();
    };
    await expect.poll(renewedBy, { interval: 0, timeout: 45_000 }).toBeGreaterThan(3);
    expect([...answers].map((text) => text === body)).toEqual([true]);
    server.sshd.killSessions();
    expect(await session.ended).toMatchObject({
      code: 'SERVICE',
      message: expect.stringContaining('ended the SSH session'),
    });
    listener.close();
  });

  test('no key is in what is logged and reported', async () => {
    await using server = await startOwnServer();
    await using session = await server.connect(await freePort());
    await session.linked;
    server.sshd.killSessions();
    await session.ended;
    const said = JSON.stringify([session.logLines, session.reports]);
    const secret = server.key.privateKey.split('\n').slice(1, -2);
    expect(session.logLines.length).toBeGreaterThan(0);
    expect(secret.filter((line) => said.includes(line))).toEqual([]);
  });
});
