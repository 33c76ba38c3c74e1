// The console's files for both hosts. Only what was in the folder at the start is served, by exact path: a path that
// climbs out of the folder names no file, whatever its encoding.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface RendererFile {
  readonly type: string;
  /** Its name holds a hash of its content, so it may be cached for ever. */
  readonly immutable: boolean;
  read(): Promise<Buffer>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The built console by URL path (`/`, `/assets/index-1a2b.js`); throws when the folder is not there. */
export function loadRendererFiles(folder: string): ReadonlyMap<string, RendererFile> {
  const files = new Map<string, RendererFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const url = path.slice(folder.length).split(sep).join('/');
    files.set(url, { type, immutable: url.startsWith('/assets/'), read: () => readFile(path) });
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}
