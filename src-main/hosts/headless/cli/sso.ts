import type { Command } from 'commander';
import type { SsoState } from '#shared/console-api/sso.ts';
import { defaultDataFolder } from '../../data-folder.ts';
import { removeCliSession, writeCliSession } from '../cli-session.ts';
import { hasDisplay, openInBrowser } from '../browser.ts';
import type { Connection } from './connection.ts';
import { print, printJson, shortTime } from './output.ts';
import { verb, type GlobalOptions } from './verb.ts';
import { recoveryKeyFrom } from './vault-input.ts';

const words: Readonly<Record<SsoState['state'], string>> = {
  off: 'off: whoever reaches this console is the local admin',
  saved: 'set up, not tested; nobody is asked to sign in',
  tested: 'tested, not enforced; nobody is asked to sign in',
  enforced: 'enforced: everybody signs in',
};

function printState({ state, provider, administrators, testedAt, testedBy, enforcedAt }: SsoState): void {
  print(`Single sign-on is ${words[state]}.`);
  if (provider === null || state === 'off') return;
  print(
    provider.kind === 'entra'
      ? `Provider        Microsoft Entra ID, tenant ${provider.entraTenantId}, client ${provider.clientId}`
      : `Provider        ${provider.issuer}, client ${provider.clientId}`,
  );
  print(`Tested          ${testedAt === null ? 'never' : `${shortTime(testedAt)} by ${testedBy ?? ''}`}`);
  print(`Enforced        ${enforcedAt === null ? 'no' : `since ${shortTime(enforcedAt)}`}`);
  for (const { name, subject } of administrators) print(`Administrator   ${name} (${subject})`);
}

async function signIn(
  connection: Connection,
  { again, data, json }: GlobalOptions & { again?: boolean },
): Promise<void> {
  const attempt = await connection.call('session.beginSignIn', { again: again === true });
  // On stderr: stdout is for what was asked for.
  process.stderr.write(`Sign in at ${attempt.authorizationUrl}\nWaiting until ${shortTime(attempt.expiresAt)} …\n`);
  if (hasDisplay()) await openInBrowser(attempt.authorizationUrl);
  const { signIn: secret, session } = await connection.call('session.finishSignIn', { attemptId: attempt.attemptId });
  writeCliSession(data ?? defaultDataFolder(), secret);
  const { caller } = session;
  if (json) printJson({ name: caller?.name, administrator: caller?.administrator, expiresAt: caller?.expiresAt });
  else print(`Signed in as ${caller?.name ?? ''} until ${shortTime(caller?.expiresAt ?? null)}.`);
}

export function addSsoVerbs(program: Command): void {
  const sso = program.command('sso').description('single sign-on for the console and the command line');

  sso
    .command('status')
    .description('whether single sign-on is on, and who is signed in here')
    .action(
      verb(async (connection, { json }) => {
        const session = await connection.call('session.get', {});
        const may = session.caller?.permissions.includes('settings.view') === true;
        const state = may ? await connection.call('sso.get', {}) : null;
        if (json) return printJson({ ...session, settings: state });
        if (state === null) print('Single sign-on is enforced. Its settings are shown to who may see the settings.');
        else printState(state);
        const { caller } = session;
        if (caller === null) print('Nobody is signed in on this command line: rollcall sso sign-in.');
        else if (caller.kind === 'person') print(`Signed in       ${caller.name} until ${shortTime(caller.expiresAt)}`);
      }),
    );

  sso
    .command('sign-in')
    .description('sign in with the browser; the verbs that follow are made as who signed in')
    .option('--again', 'enter the credentials again, as for showing a secret')
    .action(verb<{ again?: boolean }>(signIn));

  sso
    .command('sign-out')
    .description('end the sign-in of this command line')
    .action(
      verb(async (connection, { data, json }) => {
        await connection.call('session.lock', {});
        removeCliSession(data ?? defaultDataFolder());
        if (json) printJson({ signedIn: false });
        else print('Signed out.');
      }),
    );

  sso
    .command('disconnect')
    .description('turn single sign-on off: needs a sign-in made with --again a moment ago, or the recovery key')
    .option('--recovery-key <key>', 'the recovery key; - reads it from standard input')
    .action(
      verb<{ recoveryKey?: string }>(async (connection, { recoveryKey, data, json }) => {
        const { caller } = await connection.call('session.get', {});
        // Nobody is signed in: the recovery key alone opens the door.
        if (caller === null && recoveryKey !== undefined) {
          await connection.call('recoveryKey.unlock', { key: await recoveryKeyFrom(recoveryKey) });
        } else {
          await connection.call(
            'sso.disconnect',
            recoveryKey === undefined ? {} : { recoveryKey: await recoveryKeyFrom(recoveryKey) },
          );
        }
        removeCliSession(data ?? defaultDataFolder());
        if (json) printJson({ state: 'off' });
        else print('Single sign-on is off. Whoever reaches this console is the local admin.');
      }),
    );
}
