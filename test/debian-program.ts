// Programs that Debian has and a test needs. Where they are missing and this is root, they are installed; otherwise the
// tests that need them are skipped, with the reason.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
const find = (program: string): string | undefined =>
  folders.map((folder) => join(folder, program)).find((file) => existsSync(file));

export interface DebianProgram {
  readonly program: string;
  readonly package: string;
}

export const debianPrograms = {
  sshd: { program: 'sshd', package: 'openssh-server' },
  sshKeygen: { program: 'ssh-keygen', package: 'openssh-client' },
  nginx: { program: 'nginx', package: 'nginx-light' },
  caddy: { program: 'caddy', package: 'caddy' },
  openssl: { program: 'openssl', package: 'openssl' },
} as const satisfies Record<string, DebianProgram>;

function install(names: readonly string[]): string | undefined {
  // RUNLEVEL keeps the packages from starting services of the machine.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'pipe' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env, stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

/** Undefined when it is there; otherwise why the tests that need it cannot run. For what is too large to install unasked. */
export const absent = ({ program, package: name }: DebianProgram): string | undefined =>
  find(program) === undefined ? `${program} is not installed: apt-get install ${name}` : undefined;

/** Undefined when all of them are there (now); otherwise why the tests that need them cannot run. */
export function missing(...wanted: readonly DebianProgram[]): string | undefined {
  const left = (): readonly DebianProgram[] => wanted.filter(({ program }) => find(program) === undefined);
  const names = left().map((one) => one.package);
  if (names.length === 0) return undefined;
  const how = `sudo apt-get install ${names.join(' ')}`;
  if (process.platform !== 'linux') return `these tests need Linux with ${names.join(' and ')}`;
  if (process.getuid?.() !== 0) return `${names.join(' and ')} missing, and only root can install it: ${how}`;
  const failure = install(names);
  return left().length === 0 ? undefined : `${names.join(' and ')} could not be installed (${failure}): ${how}`;
}

/** Path of a program that `missing` has found. */
export function pathOf({ program }: DebianProgram): string {
  const path = find(program);
  if (path === undefined) throw new Error(`${program} is not installed`);
  return path;
}
