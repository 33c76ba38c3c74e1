// Where the program's own files are, found from this file upwards, so that it holds for the sources, for out/main, for
// its chunks and inside a package.
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

const manifest = findPackageJSON(import.meta.url);
if (manifest === undefined)
  throw new Error(`No package.json above ${import.meta.url}: Rollcall's own files are incomplete.`);

const root = dirname(manifest);

/** As package.json says it. */
export const version = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
export const rendererFolder = join(root, 'out', 'renderer');
export const preloadFile = join(root, 'out', 'preload', 'index.cjs');
