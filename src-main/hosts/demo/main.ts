// `npm run demo`: Entra's provisioning service played against a tenant. Exit code 1 when any answer was unexpected.
import { createEntraClient, EndpointGone, hasFeatureFlag, type EntraClient } from './entra-client.ts';
import { DemoFailure } from './demo-failure.ts';
import { runFirstCycle, testConnection } from './first-cycle.ts';
import { northwind } from './northwind.ts';
import { demoHelp, parseDemoOptions, UsageError, type DemoOptions } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { createProvisioning } from './provisioning.ts';
import { tellStory, writeStory } from './story.ts';
import { summary } from './summary.ts';
import { openTarget, type Target } from './target.ts';

async function provision(target: Target, client: EntraClient, options: DemoOptions, progress: Progress): Promise<void> {
  const provisioning = createProvisioning(client);
  const startedAt = performance.now();
  try {
    if (!(await testConnection(client))) {
      progress.say('Test connection failed, so Entra would not start a cycle.');
      return;
    }
    await runFirstCycle(northwind, provisioning, progress);
    if (options.story) {
      const flagged = hasFeatureFlag(target.tenantUrl);
      const steps = writeStory({ company: northwind, provisioning, seed: options.seed, flagged });
      await tellStory(steps, client, progress, options.paceMs);
    }
  } finally {
    progress.end();
    process.stdout.write(summary(client, provisioning.anchors, performance.now() - startedAt));
  }
}

/** Keeps a Rollcall that the demo started running, because its board is what the demo is for. */
async function linger(target: Target, signal: AbortSignal): Promise<void> {
  if (target.ended === null || signal.aborted) return;
  process.stdout.write(`Rollcall keeps running for you to look around: ${target.consoleUrl ?? ''}\nCtrl+C stops it.\n`);
  const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.race([target.ended, stopped]);
}

async function run(options: DemoOptions, signal: AbortSignal): Promise<number> {
  const progress = createProgress(process.stdout);
  const target = await openTarget(options, signal);
  try {
    progress.say(`Tenant URL  ${target.tenantUrl}`);
    if (target.consoleUrl !== null) progress.say(`Console     ${target.consoleUrl}`);
    if (target.dataFolder !== null) progress.say(`Data        ${target.dataFolder} (started for the demo)`);
    const client = createEntraClient({ ...target, gapMs: options.gapMs, signal });
    await provision(target, client, options, progress);
    // Without a terminal nobody could press Ctrl+C: a script wants the exit code.
    if (!options.exit && process.stdout.isTTY) await linger(target, signal);
    return client.unexpected.length === 0 ? 0 : 1;
  } finally {
    await target.close();
  }
}

async function main(args: readonly string[]): Promise<number> {
  const options = parseDemoOptions(args);
  if (options.help) {
    process.stdout.write(demoHelp);
    return 0;
  }
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  try {
    return await run(options, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.stdout.write('Stopped.\n');
    return 130;
  }
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`demo: ${error.message}\n\n${demoHelp}`);
    return 2;
  }
  if (error instanceof DemoFailure || error instanceof EndpointGone) process.stderr.write(`demo: ${error.message}\n`);
  else console.error(error);
  return 1;
}

process.exitCode = await main(process.argv.slice(2)).catch(report);
