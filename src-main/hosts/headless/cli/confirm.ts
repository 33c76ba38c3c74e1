// Showing again who it is, before a secret is shown: with what session.get asks for. Single sign-on has a verb of its own.
import type { Command } from 'commander';
import { hasTerminal } from '../passphrase.ts';
import { CallFailure, type Connection } from './connection.ts';
import { presentPassphrase, recoveryKeyFrom, withPassphrase, type PassphraseOption } from './vault-input.ts';

export interface ConfirmOptions extends PassphraseOption {
  readonly recoveryKey?: string;
}

export const withConfirmation = (command: Command): Command =>
  withPassphrase(command).option(
    '--recovery-key <key>',
    'shows that it is you, where the vault has no passphrase; - reads standard input',
  );

/** Asks for nothing where nothing is needed. CallFailure names what was not given. */
export async function confirm(connection: Connection, { passphraseFd, recoveryKey }: ConfirmOptions): Promise<void> {
  const { reauthentication, freshUntil } = await connection.call('session.get', {});
  if (freshUntil !== null) return;
  if (reauthentication === 'passphrase') {
    if (passphraseFd === undefined && !hasTerminal()) {
      throw new CallFailure(
        'Show that it is you: a secret is shown only after the passphrase of the vault, and there is no terminal to ask for it. Give it with --passphrase-fd <n>.',
      );
    }
    await connection.call('session.confirm', { passphrase: await presentPassphrase(passphraseFd) });
  }
  if (reauthentication === 'recoveryKey') {
    if (recoveryKey === undefined) {
      throw new CallFailure(
        'Show that it is you: a secret is shown only after the recovery key. Give it with --recovery-key <key>, or - for standard input.',
      );
    }
    await connection.call('session.confirm', { recoveryKey: await recoveryKeyFrom(recoveryKey) });
  }
}
