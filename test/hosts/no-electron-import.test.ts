// Headless must run where no Electron is installed: the built entries, with every chunk they can load, never import it.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#main/hosts/build.ts';
import { buildOnce } from '../served.ts';

const imports = /(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*["'`]([^"'`\n]+)["'`]/g;

/** Every file an entry loads, statically or later, with what it imports from elsewhere. */
async function closure(file: string, seen = new Map<string, string[]>()): Promise<Map<string, string[]>> {
  if (seen.has(file)) return seen;
  const names = [...(await readFile(file, 'utf8')).matchAll(imports)].map(([, name = '']) => name);
  seen.set(
    file,
    names.filter((name) => !name.startsWith('.')),
  );
  for (const name of names.filter((relative) => relative.startsWith('.')))
    await closure(join(dirname(file), name), seen);
  return seen;
}

test.each(['serve', 'cli', 'demo'])('out/main/%s.js and its chunks import no Electron', async (name) => {
  buildOnce();
  const files = await closure(join(projectRoot, 'out', 'main', `${name}.js`));
  expect([...files].filter(([, packages]) => packages.some((imported) => /^electron(?:\/|$)/.test(imported)))).toEqual(
    [],
  );
});

test('the same search finds Electron where it is', async () => {
  buildOnce();
  const files = await closure(join(projectRoot, 'out', 'main', 'index.js'));
  expect([...files.values()].flat()).toContain('electron');
});
