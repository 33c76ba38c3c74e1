import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createSshTunnel } from '#main/adapters/tunnel/ssh/ssh-tunnel.ts';
import { debianPrograms, missing } from '../debian-program.ts';
import { freePort, isOpen } from '../free-port.ts';
import { startRollcall } from '../rollcall.ts';
import { openGate } from './gate.ts';
import { startOwnServer } from './own-server.ts';
import { targetOf } from './session.ts';

const reason = missing(debianPrograms.sshd, debianPrograms.sshKeygen);

/** How many sockets of this process lead to a port. */
function socketsTo(port: number): number {
  // No public API lists the sockets of a process.
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles: () => readonly object[] };
  return handles().filter((handle) => 'remotePort' in handle && handle.remotePort === port).length;
}

describe.skipIf(reason !== undefined)(`stopping an SSH session${reason ? ` (${reason})` : ''}`, () => {
  test('nothing is left of it: the server’s port is closed, and no socket of it is open here', async () => {
    await using rollcall = await startRollcall();
    await using server = await startOwnServer();
    const session = await server.connect(rollcall.port);
    await session.linked;
    expect((await fetch(`http://127.0.0.1:${server.bind.port}/default/scim/v2/Users`)).status).toBe(401);
    expect(await isOpen(server.bind.port)).toBe(true);
    expect(socketsTo(server.sshd.port)).toBe(1);
    await session.stop();
    expect(await isOpen(server.bind.port)).toBe(false);
    expect(session.reports.slice(-2)).toEqual([
      { kind: 'linked', linked: true },
      { kind: 'ended', error: undefined },
    ]);
    expect(socketsTo(server.sshd.port)).toBe(0);
    expect(socketsTo(rollcall.port)).toBe(0);
    await session.stop();
    expect(session.reports.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
  });

  test('a request that is under way is cut off', async () => {
    await using server = await startOwnServer();
    const asked = Promise.withResolvers<Socket>();
    const listener = createServer(asked.resolve).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const session = await server.connect((listener.address() as AddressInfo).port);
    await session.linked;
    const request = fetch(`http://127.0.0.1:${server.bind.port}/default/scim/v2/Users`).then(
      () => 'answered',
      () => 'cut off',
    );
    const socket = await asked.promise;
    const gone = once(socket, 'close');
    socket.resume();
    await session.stop();
    expect(await request).toBe('cut off');
    await gone;
    listener.close();
  });

  test('a stop during the handshake is the last that is heard of it', async () => {
    await using server = await startOwnServer();
    const session = await server.connect(await freePort());
    await session.stop();
    expect(session.reports).toEqual([{ kind: 'ended', error: undefined }]);
    await using next = await server.connect(await freePort());
    await next.linked;
    expect(session.reports).toEqual([{ kind: 'ended', error: undefined }]);
  });

  test('a stop before any packet of the handshake is the last that is heard of it', async () => {
    await using server = await startOwnServer();
    let stops = 0;
    for (;;) {
      await using gate = await openGate(server.sshd.port, stops + 1);
      const session = await server.connect(await freePort(), { port: gate.port });
      const first = await Promise.race([gate.held.then(() => 'held'), session.linked.then(() => 'linked')]);
      if (first === 'linked') {
        await session.stop();
        break;
      }
      stops++;
      const stopped = session.stop();
      gate.release();
      await stopped;
      expect(session.reports).toEqual([{ kind: 'ended', error: undefined }]);
    }
    // Version, key exchange, new keys, service, signing in, forward: never fewer packets than that.
    expect(stops).toBeGreaterThan(4);
    await expect.poll(() => isOpen(server.bind.port)).toBe(false);
  });

  test('aborting is a stop, also before it was begun', async () => {
    await using server = await startOwnServer();
    const session = await server.connect(await freePort());
    await session.linked;
    session.abort();
    expect(await session.ended).toBeUndefined();
    await session.stop();
    expect(await isOpen(server.bind.port)).toBe(false);

    const reports: string[] = [];
    const note = (kind: string) => (): void => void reports.push(kind);
    const listener = { url: note('url'), linked: note('linked'), log: note('log'), ended: note('ended') };
    await createSshTunnel().start(targetOf(1), server.config(), listener, AbortSignal.abort());
    expect(reports).toEqual(['ended']);
  });

  test('a frozen server does not hold a stop up', async () => {
    await using server = await startOwnServer();
    const session = await server.connect(await freePort());
    await session.linked;
    server.sshd.freezeSessions();
    await session.stop();
    expect(await session.ended).toBeUndefined();
  });
});
