import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../data-folder.ts';
import { keyFolder } from '../key-file.ts';
import { defaultScimPort } from '../open-rollcall.ts';

const defaultConsolePort = 7643;

export interface ServeOptions {
  readonly data: string;
  readonly scimPort: number;
  readonly consolePort: number;
  readonly json: boolean;
  readonly open: boolean;
  /** Where the vault's passphrase is read from. */
  readonly passphraseFd?: number;
  readonly help: boolean;
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const serveHelp = `Usage: npm run serve -- [options]

Serves SCIM and the console on this machine, without a window.

Options:
  --data <folder>      the database's folder (default: ${defaultDataFolder()})
  --scim-port <n>      port of the SCIM listener, 0 for a free one (default: ${defaultScimPort})
  --console-port <n>   port of the console, 0 for a free one (default: ${defaultConsolePort})
  --json               print one line of JSON on stdout once both listeners accept
  --passphrase-fd <n>  read the vault's passphrase from this file descriptor; asked for at a terminal otherwise
  --no-open            do not open the console in the browser
  --help               show this text

Environment:
  ROLLCALL_KEY_FOLDER  where the keys of sealed secrets are (default: ${keyFolder()})
`;

function port(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`${option} is "${text}"; a port is a number from 0 to 65535.`);
  }
  return Number(text);
}

function descriptor(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new UsageError(`--passphrase-fd is "${text}"; a file descriptor is a number, such as 0 for standard input.`);
}

/** Reads the arguments after the entry file; UsageError names the one that is wrong. */
export function parseServeOptions(args: readonly string[]): ServeOptions {
  const values = ((): ReturnType<typeof parse>['values'] => {
    try {
      return parse(args).values;
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  })();
  return {
    data: values.data ?? defaultDataFolder(),
    scimPort: port('--scim-port', values['scim-port'], defaultScimPort),
    consolePort: port('--console-port', values['console-port'], defaultConsolePort),
    json: values.json,
    open: !values['no-open'],
    help: values.help,
    ...(values['passphrase-fd'] === undefined ? {} : { passphraseFd: descriptor(values['passphrase-fd']) }),
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      'scim-port': { type: 'string' },
      'console-port': { type: 'string' },
      json: { type: 'boolean', default: false },
      'passphrase-fd': { type: 'string' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
