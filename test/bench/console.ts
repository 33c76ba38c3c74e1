// How fast the console is in a real Chromium: the board's first row with many people, how soon a change is seen, and
// what the main thread does while the provisioning log follows a busy provider. Run by hand like the other benchmarks, never asserted by a test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumArgs, chromiumPath } from '../chromium.ts';
import { measureArrivals, type Arrival } from './arrival.ts';
import { loadDirectory, type Directory } from './directory.ts';
import { closeConnections, median, openConnections, type Connection, type Operation } from './load.ts';
import { waitForQuiet } from './machine.ts';
import { get, lookUpUserName, patchOne } from './operations.ts';
import { parseBenchOptions } from './options.ts';
import { startRollcall, type BenchServer } from './servers.ts';

const targets = { firstRowMs: 1_000, arrivalMs: 1_000, mainThreadShare: 0.5 };
const entriesPerSecond = 200;
const boardRounds = 5;
const logSeconds = 10;
const rowsWithinMs = 30_000;

/** A line with something in it: neither the header nor a placeholder. */
const filledLine = '[role=grid] [role=row]:not([aria-rowindex="1"]) [role=gridcell]:not([aria-colspan])';

/** Waits in the page, frame by frame, and returns the milliseconds since its navigation began. */
async function firstRowMs(page: Page): Promise<number> {
  await page.waitForFunction((selector) => document.querySelector(selector) !== null, filledLine, {
    polling: 'raf',
    timeout: rowsWithinMs,
  });
  return page.evaluate(() => performance.now());
}

interface FirstRow {
  readonly afterMs: number;
  /** How long the page waited for the list of people. */
  readonly listMs: number;
}

const listMs = (page: Page): Promise<number> =>
  page.evaluate(
    () => performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/api/users.list'))?.duration ?? 0,
  );

async function measureBoard(browser: Browser, { consoleUrl }: BenchServer): Promise<readonly FirstRow[]> {
  const times: FirstRow[] = [];
  for (let round = 0; round < boardRounds; round++) {
    await waitForQuiet();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${consoleUrl}&/board`);
    times.push({ afterMs: await firstRowMs(page), listMs: await listMs(page) });
    await page.close();
  }
  return times;
}

interface Following {
  readonly perSecond: number;
  /** Part of the time in which the page's main thread was busy. */
  readonly mainThreadShare: number;
}

async function measureLog(browser: Browser, server: BenchServer, directory: Directory): Promise<Following> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.consoleUrl}&/provisioning-log`);
  await page.locator('[role=grid]').waitFor({ timeout: rowsWithinMs });
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('Performance.enable');
  const busySeconds = async (): Promise<number> => {
    const { metrics } = await inspector.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  await sleep(1_000);
  const before = await busySeconds();
  const startedAt = performance.now();
  const sent = await sendSteadily(server, directory);
  const seconds = (performance.now() - startedAt) / 1000;
  const share = ((await busySeconds()) - before) / seconds;
  await firstRowMs(page); // there must be something to see
  await page.close();
  return { perSecond: sent / seconds, mainThreadShare: share };
}

/** Reads, lookups and changes in turn, spread evenly over the time. */
async function sendSteadily(server: BenchServer, directory: Directory): Promise<number> {
  const connections = openConnections(10, server.base, server.token);
  const operations = [lookUpUserName(directory), get(directory), patchOne(directory)];
  const waveMs = (connections.length / entriesPerSecond) * 1000;
  const waves = (logSeconds * 1000) / waveMs;
  const startedAt = performance.now();
  let sent = 0;
  const next = (connection: Connection): ReturnType<Operation> =>
    (operations[sent++ % operations.length] as Operation)(connection);
  for (let wave = 0; wave < waves; wave++) {
    await sleep(Math.max(0, startedAt + wave * waveMs - performance.now()));
    const outcomes = await Promise.all(connections.map(next));
    const problem = outcomes.find((outcome) => outcome !== true);
    if (problem !== undefined) throw new Error(`A request failed while the log was watched: ${problem}`);
  }
  await closeConnections(connections);
  return sent;
}

const line = (what: string, measured: string, target: string, met: boolean): string =>
  `| ${what} | ${measured} | ${target} | ${met ? 'ok' : 'SHORT'} |`;

const arrivalLine = ({ what, afterMs }: Arrival): string => {
  const worst = Math.max(...afterMs);
  const measured = `median ${Math.round(median(afterMs))} ms, worst ${Math.round(worst)} ms of ${afterMs.length}`;
  return line(what, measured, `< ${targets.arrivalMs} ms`, worst < targets.arrivalMs);
};

async function bench(folder: string, users: number): Promise<readonly string[]> {
  await using server = await startRollcall(folder);
  const { directory } = await loadDirectory(server, users, 0);
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
  try {
    const rows = await measureBoard(browser, server);
    const arrivals = await measureArrivals(browser, server);
    const log = await measureLog(browser, server, directory);
    const after = rows.map(({ afterMs }) => afterMs);
    const waited = median(rows.map((row) => row.listMs));
    const shown = after.map((time) => Math.round(time)).join(', ');
    const share = `${(log.mainThreadShare * 100).toFixed(0)} %`;
    return [
      '| what | measured | target | |',
      '|---|---|---|---|',
      line(
        `board's first row, ${users.toLocaleString('en-US')} users`,
        `${Math.round(median(after))} ms of ${shown}, ${Math.round(waited)} ms for the list`,
        `< ${targets.firstRowMs} ms`,
        median(after) < targets.firstRowMs,
      ),
      ...arrivals.map(arrivalLine),
      line(
        `main thread, log at ${log.perSecond.toFixed(0)} entries/s`,
        share,
        `< ${targets.mainThreadShare * 100} %`,
        log.mainThreadShare < targets.mainThreadShare,
      ),
    ];
  } finally {
    await browser.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-console-'));
try {
  const { users } = parseBenchOptions(process.argv.slice(2));
  process.stdout.write(`${(await bench(folder, users.at(-1) ?? 0)).join('\n')}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
