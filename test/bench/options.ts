import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Beginnings of scenario keys; empty means all. */
  readonly only: readonly string[];
  readonly seconds: number;
  readonly rounds: number;
  readonly users: number;
  /** Users of the large directory, for flatness and start-up. */
  readonly manyUsers: number;
  readonly connections: readonly number[];
  /** Where the rows go as JSON. */
  readonly json: string | undefined;
  /** Where the server leaves its CPU profiles. */
  readonly profile: string | undefined;
  readonly help: boolean;
}

export const benchHelp = `Usage: npm run bench -- [options]

Measures the built server (npm run build) against a bare Fastify + SQLite on this machine, round by round in turn,
and prints one table. Figures are medians over the rounds.

Options:
  --only <keys>         beginnings of scenario names, with commas: post, get, lookup, patch, list, add-member, group,
                        cycle, flat, startup
  --seconds <n>         length of a round (default: 1.5)
  --rounds <n>          rounds per scenario (default: 3)
  --users <n>           users that are loaded (default: 10000)
  --many-users <n>      users of the large directory (default: 100000)
  --connections <list>  (default: 10,50)
  --quick               short rounds and small directories, to see that everything works
  --json <file>         write the rows as JSON
  --profile <folder>    let the server write CPU profiles there; the figures are then worse than without
  --help                show this text
`;

export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      users: { type: 'string' },
      'many-users': { type: 'string' },
      connections: { type: 'string', default: '10,50' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      profile: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { quick } = values;
  return {
    only: values.only.split(',').filter((key) => key !== ''),
    seconds: within('--seconds', values.seconds ?? (quick ? '0.5' : '1.5'), 60),
    rounds: within('--rounds', values.rounds ?? (quick ? '1' : '3'), 50),
    users: within('--users', values.users ?? (quick ? '2000' : '10000'), 1_000_000),
    manyUsers: within('--many-users', values['many-users'] ?? (quick ? '10000' : '100000'), 1_000_000),
    connections: values.connections.split(',').map((text) => within('--connections', text, 500)),
    json: values.json,
    profile: values.profile,
    help: values.help,
  };
}

function within(option: string, text: string, most: number): number {
  const value = Number(text);
  if (!(value > 0 && value <= most))
    throw new Error(`${option} is "${text}"; expected a number above 0, at most ${most}.`);
  return value;
}
