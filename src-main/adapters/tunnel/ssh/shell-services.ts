// Public services that take a reverse forward from anyone and print the URL into the session's shell. Only whole lines in
// the form of that very service are believed: an error or an advert that has some URL in it is not the tunnel's address.

export interface ShellService {
  readonly host: string;
  /** Captures the origin. */
  readonly line: RegExp;
  /** Whether a later line means that the address has changed, rather than being a second name of the same tunnel. */
  readonly moves: boolean;
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

export const shellServices: readonly ShellService[] = [
  {
    host: 'localhost.run',
    line: new RegExp(`^(${label}\\.lhr\\.life) tunneled with tls termination, (?<origin>https://\\1)$`),
    moves: true,
  },
  {
    host: 'serveo.net',
    line: new RegExp(
      `^Forwarding HTTP traffic from (?<origin>https://${label}\\.(?:serveo\\.net|serveousercontent\\.com))$`,
    ),
    moves: true,
  },
  {
    host: 'a.pinggy.io',
    line: new RegExp(
      `^(?:HTTPS *: *)?(?<origin>https://${label}\\.(?:a\\.free\\.pinggy\\.link|run\\.pinggy-free\\.link|free\\.pinggy\\.net))/?$`,
    ),
    moves: false,
  },
];

const longestLine = 4_096;
/** Colours and cursor movements (ECMA-48), and what else does not print. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what it removes
const unprintable = /\u001B\[[0-?]*[ -/]*[@-~]|[\u0000-\u001F\u007F-\u009F]/g;

/** Text that a server sent, as it may go into a log. */
export const printable = (text: string): string => text.replaceAll(unprintable, '').trimEnd().slice(0, 500);

/** Cuts what arrives into whole lines; one that never ends is dropped. */
export function createLineReader(take: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) rest = '';
    for (const line of lines) take(printable(line));
  };
}

export const originIn = (service: ShellService, line: string): string | undefined =>
  service.line.exec(line.trim())?.groups?.['origin'];
