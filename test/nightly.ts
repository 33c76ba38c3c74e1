// `npm run nightly`: the property tests and oracles again, with new seeds and the large numbers they name beside the small
// ones. `npm run nightly -- any-` runs the files whose path holds the text.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nightlyVariable } from './property-runs.ts';

const root = resolve(import.meta.dirname, '..');
const files = globSync('test/**/*.test.ts', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => readFileSync(resolve(root, file), 'utf8').includes('/property-runs.ts'))
  .toSorted();

const wanted = process.argv.slice(2);
const chosen = files.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
if (chosen.length === 0)
  throw new Error(`No property test has ${wanted.join(' or ')} in its path: ${files.join(', ')}`);

const vitest = resolve(root, 'node_modules/vitest/vitest.mjs');
const options = ['--config', 'test/vitest.config.ts', '--project', 'node', '--reporter=verbose'];
const started = performance.now();
const { status } = spawnSync(process.execPath, [vitest, 'run', ...options, ...chosen], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, [nightlyVariable]: '1' },
});
console.log(`nightly: ${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
process.exitCode = status ?? 1;
