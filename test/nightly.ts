// `npm run nightly`: the property tests and oracles again, with new seeds and the large numbers of test/property-runs.ts.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { nightlyVariable } from './property-runs.ts';

const root = resolve(import.meta.dirname, '..');
const files = [
  'test/protocol/any-input-properties.test.ts',
  'test/protocol/filter-properties.test.ts',
  'test/protocol/rfc7644-3.4.2.2-round-trip.test.ts',
  'test/protocol/rfc7644-3.4.2.2-evaluate-oracle.test.ts',
  'test/protocol/rfc7644-3.5.2-patch-oracle.test.ts',
  'test/protocol/scim2-parse-filter-oracle.test.ts',
  'test/protocol/scim-patch-oracle.test.ts',
  'test/storage/filter-oracle.test.ts',
  'test/http/put-get-properties.test.ts',
];

const started = performance.now();
const { status } = spawnSync(
  process.execPath,
  [
    resolve(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    'node',
    '--reporter=verbose',
    ...files,
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, [nightlyVariable]: '1' } },
);
console.log(`nightly: ${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
process.exitCode = status ?? 1;
