import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Beginnings of scenario keys; empty means all. */
  readonly only: readonly string[];
  readonly seconds: number;
  readonly rounds: number;
  /** Sizes of the directories, the largest last: it is the one for flatness and start-up. */
  readonly users: readonly number[];
  readonly connections: number;
  /** Only the built server: neither the limit nor SCIMMY. */
  readonly alone: boolean;
  /** Where the rows go as JSON. */
  readonly json: string | undefined;
  /** Where the server leaves its CPU profiles. */
  readonly profile: string | undefined;
  readonly help: boolean;
}

export const benchHelp = `Usage: npm run bench -- [options]

Measures the built server (npm run build) against a bare Fastify + SQLite and against SCIMMY with an indexed SQLite
store, on this machine and round by round in turn, and prints one table. Figures are medians over the rounds.

Options:
  --only <keys>         beginnings of scenario names, with commas: post, get, lookup, patch, list, search, bulk, cycle,
                        group, add-member, flat, startup
  --users <list>        sizes of the directories (default: 10000,100000)
  --connections <n>     (default: 50)
  --seconds <n>         length of a round (default: 0.8)
  --rounds <n>          rounds per scenario (default: 3)
  --alone               only the built server, without the limit and SCIMMY
  --quick               one short round on small directories, to see that everything works
  --json <file>         write the rows as JSON
  --profile <folder>    let the server write CPU profiles there; the figures are then worse than without
  --help                show this text
`;

export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      users: { type: 'string' },
      connections: { type: 'string', default: '50' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      alone: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      profile: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { quick } = values;
  const sizes = (values.users ?? (quick ? '1000,2000' : '10000,100000')).split(',');
  return {
    only: values.only.split(',').filter((key) => key !== ''),
    seconds: within('--seconds', values.seconds ?? (quick ? '0.4' : '0.8'), 60),
    rounds: within('--rounds', values.rounds ?? (quick ? '1' : '3'), 50),
    users: sizes.map((text) => within('--users', text, 1_000_000)).toSorted((a, b) => a - b),
    connections: within('--connections', values.connections, 500),
    alone: values.alone,
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
