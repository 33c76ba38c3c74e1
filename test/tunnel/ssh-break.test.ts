import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { createSshTunnel } from '#main/adapters/tunnel/ssh/ssh-tunnel.ts';
import { createUserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import { debianPrograms, missing } from '../debian-program.ts';
import { freePort } from '../free-port.ts';
import { startOwnServer } from './own-server.ts';
import { startSession, targetOf, type SessionForTest } from './session.ts';

const reach = (port: number, host = '127.0.0.1'): Promise<SessionForTest> =>
  startSession(
    createSshTunnel(),
    {
      provider: 'ssh',
      host,
      port,
      user: 'rollcall',
      remoteHost: '127.0.0.1',
      remotePort: 18_080,
      hostKey: { type: 'ssh-ed25519', fingerprint: `SHA256:${'A'.repeat(43)}` },
      url: 'https://scim.example.com',
      privateKey: createUserKey().privateKey,
    },
    targetOf(1),
  );

const listen = async (take: (socket: Socket) => void): Promise<{ port: number } & Disposable> => {
  const server = createServer(take).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, [Symbol.dispose]: () => void server.close() };
};

describe('a server that is not reached', () => {
  test('nothing listens there', async () => {
    await using session = await reach(await freePort());
    const error = await session.ended;
    expect(error).toMatchObject({ code: 'OFFLINE', retryable: true });
    expect(error?.message).toContain('nothing listens there');
  });

  test('its name is not known', async () => {
    await using session = await reach(22, 'no-such-host.invalid');
    const error = await session.ended;
    expect(error).toMatchObject({ code: 'OFFLINE', retryable: true });
    expect(error?.message).toMatch(/its name (?:is not known|cannot be looked up now)/);
  });

  test.runIf(process.platform === 'linux')('a firewall drops the packets', async () => {
    await using deaf = await startDeafPort();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await using session = await reach(deaf.port);
      vi.advanceTimersByTime(10_000);
      expect(await session.ended).toMatchObject({ code: 'BLOCKED_PORT', retryable: true });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a server that is no SSH server', () => {
  test('hangs up', async () => {
    using server = await listen((socket) => socket.end());
    await using session = await reach(server.port);
    expect(await session.ended).toMatchObject({ code: 'SERVICE', retryable: true });
  });

  test('talks something else', async () => {
    using server = await listen((socket) =>
      socket.on('error', () => socket.destroy()).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    await using session = await reach(server.port);
    const error = await session.ended;
    expect(error).toMatchObject({ code: 'SERVICE', retryable: true });
    expect(error?.action).toContain('Check that an SSH server listens on port');
  });

  test('says nothing', async () => {
    const connected = Promise.withResolvers<Socket>();
    using server = await listen(connected.resolve);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await using session = await reach(server.port);
      const socket = await connected.promise;
      // Its version string: our side has seen the connection too.
      await once(socket, 'data');
      vi.advanceTimersByTime(10_000);
      expect(await session.ended).toMatchObject({ code: 'SERVICE', retryable: true });
    } finally {
      vi.useRealTimers();
    }
  });
});

const reason = missing(debianPrograms.sshd, debianPrograms.sshKeygen);

test.skipIf(reason !== undefined)(
  `a server that has no algorithm in common with us will not have one the next time either${reason ? ` (${reason})` : ''}`,
  async () => {
    await using server = await startOwnServer('KexAlgorithms sntrup761x25519-sha512@openssh.com');
    await using session = await server.connect(await freePort());
    const error = await session.ended;
    expect(error).toMatchObject({ code: 'SERVICE', retryable: false });
    expect(error?.message).toContain('no matching key exchange algorithm');
  },
);

/** A port whose queue is full: the kernel drops every further attempt, as a firewall does. */
async function startDeafPort(): Promise<{ port: number } & AsyncDisposable> {
  const listenAndStop = `const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    process.stdout.write(String(server.address().port) + '\\n');
  });`;
  const child = spawn(process.execPath, ['-e', listenAndStop], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(chunk.toString());
  child.kill('SIGSTOP');
  const queued = Array.from({ length: 8 }, () => connect({ host: '127.0.0.1', port }).on('error', () => undefined));
  // The first of them fill the queue.
  await once(queued[0] ?? child, 'connect');
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of queued) socket.destroy();
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
