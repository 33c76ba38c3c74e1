// Reads the shell of a service line by line, for the address that it prints there.
import type { ClientChannel } from 'ssh2';
import type { ShellService } from './shell-services.ts';

const longestLine = 4_096;
/** Colours and cursor movements (ECMA-48), and what else does not print. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what it removes
const unprintable = /\u001B\[[0-?]*[ -/]*[@-~]|[\u0000-\u001F\u007F-\u009F]/g;

/** Text that a server sent, as it may go into a log. */
export const printable = (text: string): string => text.replaceAll(unprintable, '').trimEnd().slice(0, 500);

/** Cuts what arrives into whole lines; one that never ends is dropped. */
function createLineReader(take: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) rest = '';
    for (const line of lines) take(printable(line));
  };
}

export interface ShellReports {
  readonly line: (line: string) => void;
  /** The first address, and every other one that it moves to. */
  readonly origin: (origin: string) => void;
  readonly closed: () => void;
}

export function followShell(channel: ClientChannel, service: ShellService, reports: ShellReports): void {
  let known: string | undefined;
  const take = (line: string): void => {
    if (line === '') return;
    reports.line(line);
    const origin = service.line.exec(line.trim())?.groups?.['origin'];
    if (origin === undefined || origin === known || (known !== undefined && !service.moves)) return;
    known = origin;
    reports.origin(origin);
  };
  channel.on('data', createLineReader(take));
  channel.stderr.on('data', createLineReader(take));
  channel.on('close', reports.closed);
}
