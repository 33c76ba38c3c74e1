// What is tried with random values is tried with the same ones in every run but the nightly one: a failure is nobody's luck.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './sources.ts';

test('every file of properties takes its seed from property-runs.ts', () => {
  const asserting = globSync('test/**/*.test.{ts,tsx}', { cwd: root })
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => /\bfc\s*\.(?:assert|check)\(/.test(text));
  expect(asserting.length).toBeGreaterThan(10);
  expect(asserting.filter(({ text }) => !text.includes('property-runs.ts')).map(({ path }) => path)).toEqual([]);
});
