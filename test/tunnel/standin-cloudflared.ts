// A program in the place of cloudflared that speaks its real formats: everything on stderr, one line of JSON each but for
// the last fatal one, and the metrics port with /quicktunnel and /ready, where the URL is there before a connection is.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Behaviour {
  /** What /quicktunnel answers; null: nothing yet. */
  readonly hostname?: string | null;
  /** When /ready turns to 200; never, without it. */
  readonly readyAfterMs?: number;
  /** After so many looks at it that found it ready it loses its connections again. */
  readonly readyTimes?: number;
  /** Lines of stderr, written at once and in pieces that split them. */
  readonly lines?: readonly string[];
  /** Ends with this code after the lines. */
  readonly exitCode?: number;
  readonly ignoresSigterm?: boolean;
}

/** What a process was started with. */
export interface Seen {
  readonly pid: number;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const program = `#!${process.execPath}
const { createServer } = require('node:http');
const { readFileSync, writeFileSync, appendFileSync } = require('node:fs');
const folder = __dirname;
const behaviour = JSON.parse(readFileSync(folder + '/behaviour.json', 'utf8'));
const args = process.argv.slice(2);
appendFileSync(folder + '/starts', JSON.stringify({ pid: process.pid, args, env: process.env }) + '\\n');
if (behaviour.ignoresSigterm) process.on('SIGTERM', () => {});
const [host, port] = args[args.indexOf('--metrics') + 1].split(':');
const startedAt = Date.now();
let readyTimes = behaviour.readyTimes ?? Infinity;
const isReady = () => behaviour.readyAfterMs !== undefined && Date.now() - startedAt >= behaviour.readyAfterMs && readyTimes-- > 0;
createServer((request, response) => {
  if (request.url === '/quicktunnel') return response.end(JSON.stringify({ hostname: behaviour.hostname ?? '' }));
  if (request.url === '/ready') {
    const ready = isReady();
    response.statusCode = ready ? 200 : 503;
    const connectorId = '6d2a4d1e-6c0b-4f0e-9f0d-0f7f2a0f3b11';
    return response.end(JSON.stringify({ status: response.statusCode, readyConnections: ready ? 4 : 0, connectorId }));
  }
  response.statusCode = 404;
  response.end();
}).listen(Number(port), host, async () => {
  const text = (behaviour.lines ?? []).map((line) => line + '\\n').join('');
  for (let at = 0; at < text.length; at += 7) {
    process.stderr.write(text.slice(at, at + 7));
    if (at % 70 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  if (behaviour.exitCode !== undefined) setTimeout(() => process.exit(behaviour.exitCode), 20);
});
`;

export interface StandIn extends AsyncDisposable {
  /** Holds the program; for the PATH. */
  readonly folder: string;
  readonly file: string;
  /** A folder of Rollcall's own, which has no program. */
  readonly ownFolder: string;
  behave(behaviour: Behaviour): Promise<void>;
  /** Every process so far, oldest first. */
  starts(): Promise<readonly Seen[]>;
}

export async function makeStandIn(behaviour: Behaviour): Promise<StandIn> {
  const root = await mkdtemp(join(tmpdir(), 'rollcall-cloudflared-'));
  const folder = join(root, 'bin');
  const ownFolder = join(root, 'own');
  await Promise.all([mkdir(folder), mkdir(ownFolder)]);
  const file = join(folder, 'cloudflared');
  await writeFile(file, program);
  await chmod(file, 0o755);
  const behave = (next: Behaviour): Promise<void> => writeFile(join(folder, 'behaviour.json'), JSON.stringify(next));
  await behave(behaviour);
  return {
    folder,
    file,
    ownFolder,
    behave,
    async starts() {
      const text = await readFile(join(folder, 'starts'), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Seen);
    },
    async [Symbol.asyncDispose]() {
      await rm(root, { recursive: true, force: true });
    },
  };
}
