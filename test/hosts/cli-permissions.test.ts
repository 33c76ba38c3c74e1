// What a verb of the command line may do is what its methods may do: it has no other way to the data. Every verb is run
// where single sign-on is enforced and nobody is signed in, and comes to nothing.
import { openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CallFailure } from '#main/hosts/headless/cli/connection.ts';
import { projectRoot } from '#main/hosts/build.ts';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import { consoleContract, type ConsoleMethodName } from '#shared/console-api/index.ts';
import { enforceSignIn } from '../console/signed-in.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { rowsOfDatabase } from './database-rows.ts';

const folder = join(projectRoot, 'src-main', 'hosts', 'headless', 'cli');
const sources = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const main = readFileSync(join(folder, '..', 'cli.ts'), 'utf8');

type AddVerbs = (program: Command) => void;

/** The program as cli.ts puts it together: from the same functions. */
async function createProgram(): Promise<Command> {
  const program = new Command('rollcall').option('--data <folder>').option('--json').exitOverride();
  for (const [, add, file] of main.matchAll(/import \{ (add\w+Verbs) \} from '\.\/cli\/([\w-]+)\.ts'/g)) {
    const module = (await import(join(folder, `${file}.ts`))) as Readonly<Record<string, AddVerbs>>;
    module[add ?? '']?.(program);
  }
  return program;
}

interface Verb {
  readonly words: readonly string[];
  readonly command: Command;
}

const verbsOf = (command: Command, words: readonly string[] = []): readonly Verb[] =>
  command.commands.flatMap((sub) => {
    const own = [...words, sub.name()];
    return sub.commands.length === 0 ? [{ words: own, command: sub }] : verbsOf(sub, own);
  });

/** What these verbs cannot do without, though each of it may be left out. */
const beside = (words: string, file: string): readonly string[] => {
  if (words === 'tenant set') return ['--name', 'Taken over'];
  return words === 'vault unlock' ? ['--passphrase-fd', String(openSync(file, 'r'))] : [];
};

/** Something for each argument and option that a verb asks for. */
const lineFor = ({ words, command }: Verb, file: string): readonly string[] => [
  ...words,
  ...command.registeredArguments.filter(({ required }) => required).map(({ argChoices }) => argChoices?.[0] ?? file),
  ...command.options
    .filter(({ mandatory }) => mandatory)
    .flatMap(({ long, argChoices }) => [long ?? '', argChoices?.[0] ?? (long === '--file' ? file : 'default')]),
  ...beside(words.join(' '), file),
];

const methodsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\.call\(\s*'([\w.]+)'/g)].map(([, name]) => name ?? '');

const verbs = verbsOf(await createProgram());

/** What needs no sign-in: to sign in and out, to ask who one is, and the way back in. */
const forAnyone: readonly string[] = ['sso status', 'sso sign-in', 'sso sign-out', 'recovery-key unlock'];

/** These are for the server that runs, and open no database of their own. */
const forServer = ({ words: [noun] }: Verb): boolean => noun === 'tunnel';

test('a verb reaches the data through methods of the contract alone', () => {
  const called = new Set(sources.flatMap(({ text }) => methodsIn(text)));
  console.log(
    `Command line: ${verbs.length} verbs call ${called.size} of ${Object.keys(consoleContract).length} methods.`,
  );
  expect([...called].filter((name) => !Object.hasOwn(consoleContract, name))).toEqual([]);
  const inward = sources.filter(({ text }) =>
    /from '(?:\.\.\/)+(?:application|storage|protocol|adapters)\//.test(text),
  );
  expect(inward.map(({ name }) => name)).toEqual([]);
  const opening = sources.filter(({ text }) => /open-core|open-rollcall/.test(text));
  expect(opening.map(({ name }) => name)).toEqual(['connection.ts']);
});

describe('without a sign-in, where one is asked for', () => {
  let rollcall: RollcallForTest;
  let file: string;
  beforeAll(async () => {
    rollcall = await startRollcall();
    await enforceSignIn(rollcall);
    file = join(dirname(rollcall.databaseFile), 'document.json');
    writeFileSync(file, '{}');
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await rollcall[Symbol.asyncDispose]();
  });

  const refusedAfter = async (seq: number): Promise<readonly AuditEntry[]> =>
    (await rollcall.ports.audit.read(seq, 100)).map(({ content }) => JSON.parse(content) as AuditEntry);

  const run = async (verb: Verb): Promise<unknown> => {
    const program = await createProgram();
    const line = ['--data', dirname(rollcall.databaseFile), ...lineFor(verb, file)];
    return program.parseAsync(line, { from: 'user' }).then(
      () => undefined,
      (fault: unknown) => fault,
    );
  };

  test.each(
    verbs
      .filter((verb) => !forServer(verb) && !forAnyone.includes(verb.words.join(' ')))
      .map((verb) => [verb.words.join(' '), verb] as const),
  )('%s is refused, changes nothing, and the audit log has it', async (_words, verb) => {
    const before = rowsOfDatabase(rollcall.databaseFile);
    const { entries = 0 } = (await rollcall.ports.audit.end()) ?? {};
    const fault = await run(verb);
    expect(fault).toBeInstanceOf(CallFailure);
    expect((fault as CallFailure).message).toContain('Sign in');
    expect(rowsOfDatabase(rollcall.databaseFile)).toEqual(before);
    const [entry] = await refusedAfter(entries);
    expect(entry).toMatchObject({ via: 'cli', outcome: 'refused', actor: { kind: 'nobody' } });
    expect(consoleContract[entry?.action as ConsoleMethodName].needs).not.toBe('anyone');
  });

  test.each(verbs.filter(forServer).map((verb) => [verb.words.join(' '), verb] as const))(
    '%s reaches nothing where no server runs',
    async (_words, verb) => {
      const before = rowsOfDatabase(rollcall.databaseFile);
      const fault = await run(verb);
      expect(fault).toBeInstanceOf(CallFailure);
      expect((fault as CallFailure).message).toContain('No server runs');
      expect(rowsOfDatabase(rollcall.databaseFile)).toEqual(before);
    },
  );
});
