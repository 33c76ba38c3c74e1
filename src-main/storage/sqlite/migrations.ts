/// <reference types="vite/types/importMeta.d.ts" />
// The migrations as text. Vite (the bundle, vitest) puts the files into the code at build time; plain Node, which runs
// these sources directly, reads the folder.
import { readdirSync, readFileSync } from 'node:fs';

/** One step of the schema; the text of one that was released never changes. */
export interface Migration {
  /** 1 for `0001-….sql`; also the database's user_version once it ran. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const readFolder = (): Record<string, string> => {
  const folder = new URL('./migrations/', import.meta.url);
  const names = readdirSync(folder).filter((name) => /^\d{4}-.*\.sql$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
};

const texts: Record<string, string> =
  import.meta.env === undefined
    ? readFolder()
    : import.meta.glob<string>('./migrations/[0-9]*.sql', { query: '?raw', import: 'default', eager: true });

/** Ascending, without gaps. */
export const migrations: readonly Migration[] = Object.entries(texts)
  .map(([path, sql]) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { version: Number(name.slice(0, 4)), name, sql };
  })
  .toSorted((a, b) => a.version - b.version);
