import { describe, expect, test } from 'vitest';
import { debianPrograms, missing } from '../debian-program.ts';
import { isOpen } from '../free-port.ts';
import { startOwnServer } from './own-server.ts';
import { startSupervised } from './supervised.ts';

const reason = missing(debianPrograms.sshd, debianPrograms.sshKeygen);

describe.skipIf(reason !== undefined)(`the supervisor over a real SSH server${reason ? ` (${reason})` : ''}`, () => {
  test('comes up with a probe, again after a killed session, and leaves nothing when it is stopped', async () => {
    await using server = await startOwnServer();
    await using supervised = await startSupervised();
    const { supervisor, next } = supervised;
    const up = next('up');
    supervisor.start(server.config(), null);
    expect(await up).toMatchObject({ url: `http://127.0.0.1:${server.bind.port}`, probe: { ok: true }, reconnects: 0 });

    const [down, again] = [next('down'), next('up')];
    server.sshd.killSessions();
    expect(await down).toMatchObject({ lastError: { code: 'SERVICE' } });
    expect(await again).toMatchObject({ probe: { ok: true }, reconnects: 1 });

    await supervisor.stop();
    expect(supervisor.status().state).toBe('stopped');
    expect(await isOpen(server.bind.port)).toBe(false);
    expect(supervised.faults).toEqual([]);
  });

  test('comes back after the server was away', async () => {
    await using server = await startOwnServer();
    await using supervised = await startSupervised();
    const { supervisor, next } = supervised;
    const up = next('up');
    supervisor.start(server.config(), null);
    await up;
    const down = next('down');
    await server.sshd.stop();
    await down;
    const again = next('up');
    await server.sshd.start();
    await again;
    expect(supervised.faults).toEqual([]);
  });

  test('a swapped host key fails it for good', async () => {
    await using server = await startOwnServer();
    await using supervised = await startSupervised();
    const { supervisor, next } = supervised;
    const config = server.config();
    const up = next('up');
    supervisor.start(config, null);
    await up;
    const failed = next('failed');
    await server.sshd.stop();
    server.sshd.swapHostKeys();
    await server.sshd.start();
    expect(await failed).toMatchObject({ lastError: { code: 'HOST_KEY_MISMATCH', retryable: false } });
    expect(supervised.states.at(-1)).toBe('failed');
    expect(supervised.faults).toEqual([]);
  });
});
