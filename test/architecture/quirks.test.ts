import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sources } from './sources.ts';

/** `// Quirk(entra): what it sends, test/idp/entra/….json` */
const quirk = /\/\/ Quirk\((\w+)\):([^\n]*(?:\n\s*\/\/[^\n]*)*)/g;

const quirks = sources.flatMap(({ path, text }) =>
  [...text.matchAll(quirk)].map(([, provider, body]) => ({
    path,
    provider,
    fixtures: [...(body ?? '').matchAll(/test\/[\w./-]+\.(?:json|test\.ts)/g)].map(([file]) => file),
  })),
);

test('every provider quirk in the code names the fixture or test that proves it, and it exists', () => {
  expect(quirks.length).toBeGreaterThan(0);
  const unproven = quirks
    .filter(({ fixtures }) => fixtures.length === 0 || fixtures.some((file) => !existsSync(join(root, file))))
    .map(({ path, provider, fixtures }) => `${path}: Quirk(${provider}) names ${fixtures.join(', ') || 'no fixture'}`);
  expect(unproven).toEqual([]);
});
