import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Undefined instead of an error: the tables of another user's process are closed to us, and come and go. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The inode of the IPv4 socket that listens on the port, from the kernel's table (`0A` is LISTEN). */
function listeningInode(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = attempt(() => readFileSync('/proc/net/tcp', 'utf8'))?.split('\n') ?? [];
  return rows
    .map((row) => row.trim().split(/\s+/))
    .find(([, local, , state]) => local?.endsWith(`:${hex}`) === true && state === '0A')?.[9];
}

/** The process that listens on a TCP port, where the system tells it: Linux, and only this user's processes. */
export function portHolder(port: number): { pid: number; name: string } | undefined {
  const inode = process.platform === 'linux' ? listeningInode(port) : undefined;
  if (inode === undefined) return undefined;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const handles = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
    if (handles.some((handle) => attempt(() => readlinkSync(`/proc/${pid}/fd/${handle}`)) === `socket:[${inode}]`)) {
      const name = attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()) ?? 'a process';
      return { pid: Number(pid), name };
    }
  }
  return undefined;
}
