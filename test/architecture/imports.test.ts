import { builtinModules } from 'node:module';
import { expect, test } from 'vitest';
import { featureRow, forbidden, importTable, type Row } from './import-table.ts';
import { computed, importsOf, sources } from './sources.ts';

const rowOf = (path: string): Row => {
  const feature = /^src-renderer\/features\/([^/]+)\//.exec(path)?.[1];
  if (feature !== undefined) return featureRow(feature);
  const row = importTable
    .filter(({ folder }) => path.startsWith(folder))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
  if (row === undefined)
    throw new Error(`${path} is in no folder of the import table: give its folder a row, or move it`);
  return row;
};

const allows = (row: Row, imported: string): boolean =>
  row.may.some((entry) => {
    if (entry === 'node:') return imported.startsWith('node:');
    if (imported === entry || imported.startsWith(entry.endsWith('/') ? entry : `${entry}/`)) return true;
    return false;
  });

/** Starts the built entries, which do not exist when it is compiled. */
const mayCompute = ['src-main/hosts/launch.ts'];

const isNodeBuiltin = (name: string): boolean => builtinModules.includes(name);

const breaches = sources.flatMap((source) => {
  const row = rowOf(source.path);
  return importsOf(source).flatMap((imported) => {
    if (imported === computed && mayCompute.includes(source.path)) return [];
    if (isNodeBuiltin(imported)) return [`${source.path} imports '${imported}': write 'node:${imported}'`];
    const barred = forbidden.find(({ from, to }) => source.path.startsWith(from) && imported.startsWith(to));
    if (barred !== undefined) return [`${source.path} imports ${imported}: ${barred.why}`];
    if (allows(row, imported)) return [];
    return [`${source.path} imports ${imported}\n    ${row.folder} may import: ${row.may.join(', ')} (${row.why})`];
  });
});

test('every import is one that the import table allows', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(breaches).toEqual([]);
});

test('imports are seen in every form: static, type-only, re-exported, dynamic', () => {
  const text = `import type { A } from './a.ts'; export * from './b.ts'; const c = await import('./c.ts'); import '#shared/d.ts';`;
  expect(importsOf({ path: 'src-main/http/x.ts', text }).toSorted()).toEqual([
    'src-main/http/a.ts',
    'src-main/http/b.ts',
    'src-main/http/c.ts',
    'src-shared/d.ts',
  ]);
});
