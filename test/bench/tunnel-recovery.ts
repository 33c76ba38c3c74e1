// How long the supervisor takes from a killed SSH session until a probe came back through the next one.
import type { OwnServer } from '../tunnel/own-server.ts';
import { startSupervised } from '../tunnel/supervised.ts';

/** Every round has a supervisor of its own: one that breaks off again and again waits longer each time, on purpose. */
async function recoveryMs(server: OwnServer): Promise<number> {
  await using supervised = await startSupervised();
  const { supervisor, next, faults } = supervised;
  const up = next('up');
  supervisor.start(server.config(), null);
  await up;
  const again = next('up');
  const killedAt = performance.now();
  server.sshd.killSessions();
  await again;
  const tookMs = performance.now() - killedAt;
  if (faults.length > 0) throw new Error('The supervisor had a fault.', { cause: faults[0] });
  return tookMs;
}

/** @returns milliseconds of every round */
export async function measureRecovery(server: OwnServer, rounds: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await recoveryMs(server));
  return times;
}
