// `npm run conformance`: plays the scenario suites against any SCIM base URL and reports, as a table, as JSON, as HTML.
import { writeFileSync } from 'node:fs';
import { printHtml } from './html.ts';
import { ArgumentFailure, parseConformanceOptions } from './options.ts';
import { exitCodeOf } from './report.ts';
import { runSuites } from './run-suites.ts';
import { ServiceFailure } from './service.ts';
import { printTable } from './table.ts';

async function conformance(): Promise<number> {
  const options = parseConformanceOptions(process.argv.slice(2), process.env);
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const isTerminal = process.stderr.isTTY;
  let played = 0;
  const report = await runSuites(
    options,
    ({ id }) => {
      if (isTerminal) process.stderr.write(`\r\u001B[K${++played} played, now ${id}`);
    },
    interrupted.signal,
  );
  if (isTerminal) process.stderr.write('\r\u001B[K');
  process.stdout.write(printTable(report));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.html !== undefined) writeFileSync(options.html, printHtml(report));
  if (!interrupted.signal.aborted) return exitCodeOf(report);
  process.stderr.write('Stopped before the end; what was created is deleted.\n');
  return 1;
}

try {
  process.exitCode = await conformance();
} catch (error) {
  if (error instanceof ArgumentFailure && error.isHelp) process.stdout.write(`${error.message}\n`);
  else if (error instanceof ArgumentFailure || error instanceof ServiceFailure) {
    process.stderr.write(`conformance: ${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
}
