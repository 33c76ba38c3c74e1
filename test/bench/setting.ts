// Where and with what was measured: without it a figure says nothing.
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { BenchOptions } from './options.ts';
import { largeGroup } from './scenarios.ts';

const root = resolve(import.meta.dirname, '../..');
const packages = ['fastify', 'better-sqlite3', 'scimmy', 'scimmy-routers', 'express'];

const versionOf = (name: string): string => {
  const file = resolve(root, 'node_modules', name, 'package.json');
  return `${name} ${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
};

/** A line per fact. */
export function setting({ users, connections, rounds, seconds, alone, profile }: BenchOptions): readonly string[] {
  const [first, ...others] = cpus();
  const database = new Database(':memory:');
  const sqlite = database.prepare<[], string>('SELECT sqlite_version()').pluck().get();
  database.close();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return [
    `${others.length + 1} cores (${first?.model ?? 'unknown'}), ${gigabytes} GB, Linux ${readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim()}`,
    `Node ${process.version}, SQLite ${sqlite}, ${packages.map(versionOf).join(', ')}`,
    `${users.join(' and ')} users, ${connections} connections where the table does not say otherwise, ${rounds} rounds of ${seconds} s`,
    `A large group has ${users.map((count) => Math.min(count, largeGroup)).join(' and ')} members.`,
    'Every server writes with WAL and synchronous=FULL. The SCIMMY store was filled directly, not over HTTP; where a',
    'request takes it 100 ms or more it is measured on one connection, for 3 requests (1 s if that is more) or 10 s.',
    ...(alone ? ['Alone: neither the limit nor SCIMMY was measured.'] : []),
    ...(profile === undefined ? [] : ['A CPU profile was written meanwhile, which costs CPU.']),
  ];
}
