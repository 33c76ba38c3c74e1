// What processes and the machine used, from Linux's /proc. Server CPU per request is the figure that stays comparable
// on a machine that others use too.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node runs on

/** CPU seconds that a process (all its threads) has used since it started. */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident megabytes of a process. */
export function residentMegabytesOf(pid: number): number {
  const found = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(found?.[1] ?? 0) / 1024);
}

/** CPU seconds that the whole machine has been busy. */
export function machineBusySeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  )
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softIrq + steal) / ticksPerSecond;
}

const quietBelowCores = 0.3;
const patience = { perCallMs: 4_000, altogetherMs: 90_000 };
let waitedMs = 0;

/** Waits until the rest of the machine is quiet, not for ever. Call it while the servers under test are idle. */
export async function waitForQuiet(): Promise<void> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < patience.perCallMs && waitedMs < patience.altogetherMs) {
    const busy = machineBusySeconds();
    const at = performance.now();
    await sleep(200);
    if ((machineBusySeconds() - busy) / ((performance.now() - at) / 1000) < quietBelowCores) break;
  }
  waitedMs += performance.now() - startedAt;
}

/** Longer than a server waits before it begins what it does on its own, such as indexing what was loaded. */
const idleForSeconds = 3;
const idleWithinSeconds = 300;
/** Of one core: timers and heartbeats. */
const idleBelowCores = 0.05;

/** Waits until a process has nothing left to do, not for ever. What it still does would be counted as its requests' cost. */
export async function waitForIdle(pid: number): Promise<void> {
  let idle = 0;
  for (let second = 0; second < idleWithinSeconds && idle < idleForSeconds; second++) {
    const [used, at] = [cpuSecondsOf(pid), performance.now()];
    await sleep(1_000);
    const cores = (cpuSecondsOf(pid) - used) / ((performance.now() - at) / 1000);
    idle = cores < idleBelowCores ? idle + 1 : 0;
  }
}
