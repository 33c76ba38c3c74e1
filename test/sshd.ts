// Debian's sshd on a free port of 127.0.0.1, with a configuration, host keys and an authorized_keys of its own, as an
// own server of the SSH tunnel: it holds to the snippet that Rollcall shows.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HostKey } from '#shared/console-api/tunnel.ts';
import { sshdSnippet } from '#shared/tunnel/ssh-server.ts';
import { debianPrograms, pathOf } from './debian-program.ts';
import { freePort } from './free-port.ts';
import { descendantsOf, signal } from './processes.ts';

/** Who signs in: root itself may be locked, and nobody is there on every Debian. */
const user = userInfo().username === 'root' ? 'nobody' : userInfo().username;

export interface SshdForTest extends AsyncDisposable {
  readonly port: number;
  readonly user: string;
  readonly pid: () => number;
  /** What it has logged since it was made, at DEBUG1: every offer of a credential is in there. */
  readonly log: () => string;
  /** Replaces the user's authorized_keys. */
  authorize(line: string): void;
  hostKey(type?: 'ed25519' | 'ecdsa' | 'rsa'): HostKey;
  /** New host keys of every type, counting from the next restart. */
  swapHostKeys(): void;
  /** Only these types from the next restart on. */
  keepHostKeys(...types: readonly ('ed25519' | 'ecdsa' | 'rsa')[]): void;
  /** Pids of the sessions that it serves. */
  sessions(): readonly number[];
  /** Ends the sessions as a crash would. */
  killSessions(): void;
  /** Stops the sessions without closing anything, as a link does that went dead. */
  freezeSessions(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const types = ['ed25519', 'ecdsa', 'rsa'] as const;

const hostKeyOf = (folder: string, type: string): string => join(folder, `host_${type}`);

const configOf = (
  folder: string,
  port: number,
  kept: readonly string[],
  more: string,
): string => `ListenAddress 127.0.0.1
Port ${port}
PidFile none
LogLevel DEBUG1
${kept.map((type) => `HostKey ${hostKeyOf(folder, type)}`).join('\n')}
AuthorizedKeysFile ${join(folder, 'authorized_keys')}
# The folder is below /tmp, where others may write.
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
${more}
${sshdSnippet(user)}`;

function makeHostKeys(folder: string): void {
  for (const type of types) {
    const file = hostKeyOf(folder, type);
    rmSync(file, { force: true });
    // The shortest RSA key that a server may have: making a longer one takes a second.
    const bits = type === 'rsa' ? ['-b', '2048'] : [];
    execFileSync(pathOf(debianPrograms.sshKeygen), ['-q', '-t', type, ...bits, '-N', '', '-f', file]);
  }
}

/** @param more lines of sshd_config */
export async function startSshd(more = ''): Promise<SshdForTest> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-sshd-'));
  // The user must be able to read authorized_keys in it.
  chmodSync(folder, 0o755);
  // Its empty folder for privilege separation, which the system's service would make.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const port = await freePort();
  const configFile = join(folder, 'sshd_config');
  const authorizedKeys = join(folder, 'authorized_keys');
  let kept: readonly (typeof types)[number][] = types;
  let child: ChildProcess | undefined;
  let log = '';

  const running = (): ChildProcess & { readonly pid: number } => {
    if (child?.pid === undefined) throw new Error('sshd does not run');
    return child as ChildProcess & { readonly pid: number };
  };
  const sessions = (): readonly number[] => (child === undefined ? [] : descendantsOf(running().pid));
  const start = async (): Promise<void> => {
    writeFileSync(configFile, configOf(folder, port, kept, more));
    const started = spawn(pathOf(debianPrograms.sshd), ['-D', '-e', '-f', configFile], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    const listening = Promise.withResolvers<void>();
    createInterface({ input: started.stderr }).on('line', (line) => {
      log += `${line}\n`;
      if (line.startsWith('Server listening on')) listening.resolve();
    });
    started.once('exit', (code) => listening.reject(new Error(`sshd ended with ${code}:\n${log}`)));
    await listening.promise;
  };
  const stop = async (): Promise<void> => {
    if (child === undefined) return;
    const ending = running();
    const below = sessions();
    const exited = once(ending, 'exit');
    ending.kill('SIGKILL');
    for (const pid of below) signal(pid, 'SIGKILL');
    await exited;
    child = undefined;
  };

  makeHostKeys(folder);
  writeFileSync(authorizedKeys, '');
  await start();
  return {
    port,
    user,
    pid: () => running().pid,
    log: () => log,
    authorize: (line) => writeFileSync(authorizedKeys, `${line}\n`),
    hostKey: (type = 'ed25519') => {
      const file = `${hostKeyOf(folder, type)}.pub`;
      const printed = execFileSync(pathOf(debianPrograms.sshKeygen), ['-lf', file], { encoding: 'utf8' });
      const [name = ''] = readFileSync(file, 'utf8').split(' ');
      return { type: name, fingerprint: printed.split(' ')[1] ?? '' };
    },
    swapHostKeys: () => makeHostKeys(folder),
    keepHostKeys: (...wanted) => void (kept = wanted),
    sessions,
    killSessions: () => {
      for (const pid of sessions()) signal(pid, 'SIGKILL');
    },
    freezeSessions: () => {
      for (const pid of sessions()) signal(pid, 'SIGSTOP');
    },
    start,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}
