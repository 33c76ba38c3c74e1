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
