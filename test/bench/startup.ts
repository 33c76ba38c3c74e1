// From spawn to the ready line.
import { median } from './load.ts';
import { waitForQuiet } from './machine.ts';
import type { Row } from './report.ts';
import { startRollcall } from './servers.ts';

const starts = 5;

/** @param folder a new folder for each start, or the same one with people in it */
export async function measureStartup(scenario: string, mostMs: number, folder: () => string): Promise<Row> {
  const times: number[] = [];
  for (let start = 0; start < starts; start++) {
    await waitForQuiet();
    await using server = await startRollcall(folder());
    times.push(server.readyMs);
  }
  const readyMs = median(times);
  return {
    scenario,
    users: null,
    connections: null,
    ours: null,
    referenceCpuMs: null,
    limit: null,
    scimmy: null,
    targets: [{ text: `< ${mostMs} ms`, met: readyMs < mostMs }],
    note: `${Math.round(readyMs)} ms, of ${times.map((time) => Math.round(time)).join(', ')}`,
  };
}
