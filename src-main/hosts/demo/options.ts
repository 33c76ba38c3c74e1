import { parseArgs } from 'node:util';

/** The command line of `npm run demo`, read. */
export interface DemoOptions {
  /** Given on the command line; undefined: a running Rollcall's or one that the demo starts. */
  readonly tenant: { readonly tenantUrl: string; readonly token: string } | undefined;
  readonly data: string | undefined;
  readonly tenantSlug: string;
  /** Milliseconds between requests of the first cycle and between steps of the story. */
  readonly gapMs: number;
  readonly paceMs: number;
  readonly story: boolean;
  readonly seed: number;
  /** End when the story ends, even when the demo started Rollcall itself. */
  readonly exit: boolean;
  readonly help: boolean;
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const demoHelp = `Usage: npm run demo -- [options]

Plays Microsoft Entra's provisioning service for Northwind, a made-up company of 120 people: a first cycle,
then joiners, movers and leavers. Finds the Rollcall that runs on this machine, or starts one.

Options:
  --url <tenantUrl>   provision this SCIM endpoint instead; needs --token
  --token <token>     its Secret Token
  --data <folder>     the data folder of the Rollcall to use, or to start
  --tenant <slug>     the tenant of that Rollcall (default: default)
  --pace <ms>         time between two steps of the story (default: 1500)
  --fast              no waiting at all
  --no-story          the first cycle only
  --seed <n>          who the story happens to (default: 1)
  --exit              end with the story, as without a terminal; else a Rollcall started here runs until Ctrl+C
  --help              show this text
`;

/** About 40 requests a second: fast enough to wait for, slow enough to watch the board fill. */
const visibleGapMs = 25;

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      token: { type: 'string' },
      data: { type: 'string' },
      tenant: { type: 'string', default: 'default' },
      pace: { type: 'string', default: '1500' },
      fast: { type: 'boolean', default: false },
      'no-story': { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      exit: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values;

/** Reads the arguments after the entry file; UsageError names the one that is wrong. */
export function parseDemoOptions(args: readonly string[]): DemoOptions {
  const values = ((): ReturnType<typeof parse> => {
    try {
      return parse(args);
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  })();
  const paceMs = wholeNumber('--pace', values.pace);
  return {
    tenant: tenantOf(values.url, values.token),
    data: values.data,
    tenantSlug: values.tenant,
    gapMs: values.fast ? 0 : visibleGapMs,
    paceMs: values.fast ? 0 : paceMs,
    story: !values['no-story'],
    seed: wholeNumber('--seed', values.seed),
    exit: values.exit,
    help: values.help,
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${option} is "${text}"; expected a whole number.`);
  return Number(text);
}

function tenantOf(url: string | undefined, token: string | undefined): DemoOptions['tenant'] {
  if (url === undefined && token === undefined) return undefined;
  if (url === undefined || token === undefined) {
    throw new UsageError('--url and --token belong together: the Tenant URL and the Secret Token of one tenant.');
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`--url is "${url}"; expected a Tenant URL, such as http://127.0.0.1:7644/default/scim/v2.`);
  }
  return { tenantUrl: url, token };
}
