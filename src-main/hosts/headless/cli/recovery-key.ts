import type { Command } from 'commander';
import type { RecoveryKeyState } from '#shared/console-api/recovery-key.ts';
import { print, printJson, shortTime } from './output.ts';
import { recoveryKeyFrom, unlockFor, withPassphrase, type PassphraseOption } from './vault-input.ts';
import { verb } from './verb.ts';

interface KeyOption {
  readonly key: string;
}

function printState({ exists, createdAt, drilledAt, drillDue, revealable, pausedUntil }: RecoveryKeyState): void {
  if (!exists) {
    print('There is no recovery key. "recovery-key create" makes one.');
    return;
  }
  print(`Created     ${shortTime(createdAt)}`);
  print(`Last drill  ${shortTime(drilledAt)}${drillDue ? '  (a drill is due)' : ''}`);
  print(`Reveal      ${revealable ? 'can be shown again' : 'was shown once'}`);
  if (pausedUntil !== null) print(`Paused      no try is taken until ${shortTime(pausedUntil)}, after five wrong ones`);
}

const answer = (opens: boolean): string => (opens ? 'yes' : 'NO');

const withKey = (command: Command): Command =>
  command.requiredOption('--key <key>', 'the recovery key; - reads standard input');

export function addRecoveryKeyVerbs(program: Command): void {
  const recoveryKey = program
    .command('recovery-key')
    .description('the way back in when single sign-on or the keychain locks you out');

  recoveryKey
    .command('status')
    .description('print when it was created and drilled')
    .action(
      verb(async (connection, { json }) => {
        const state = await connection.call('recoveryKey.get', {});
        if (json) printJson(state);
        else printState(state);
      }),
    );

  withPassphrase(recoveryKey.command('create'))
    .description('make a recovery key; the one before opens nothing any more')
    .action(
      verb<PassphraseOption>(async (connection, options) => {
        await unlockFor(connection, options);
        const created = await connection.call('recoveryKey.create', {});
        if (options.json) return printJson(created);
        print(created.key);
        if (!created.state.revealable) process.stderr.write('It is shown this once. Write it down and keep it safe.\n');
      }),
    );

  withKey(recoveryKey.command('drill'))
    .description('prove that the key would open the door, without changing anything; exit code 1 if it would not')
    .action(
      verb<KeyOption>(async (connection, { json, key }) => {
        const proven = await connection.call('recoveryKey.drill', { key: await recoveryKeyFrom(key) });
        if (json) printJson(proven);
        else print(`Opens the console: ${answer(proven.opensConsole)}. Opens the vault: ${answer(proven.opensVault)}.`);
        if (!proven.opensConsole || !proven.opensVault) process.exitCode = 1;
      }),
    );

  withKey(recoveryKey.command('unlock'))
    .description('disconnect single sign-on, so that the console is the local admin’s again')
    .action(
      verb<KeyOption>(async (connection, { json, key }) => {
        const unlocked = await connection.call('recoveryKey.unlock', { key: await recoveryKeyFrom(key) });
        if (json) printJson(unlocked);
        else if (unlocked.disconnected) print('Single sign-on is disconnected. The console asks nobody to sign in.');
        else print('The recovery key is right. Single sign-on was not connected, so that nothing was changed.');
      }),
    );
}
