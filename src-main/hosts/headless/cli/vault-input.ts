// What vault and recovery-key verbs ask for. A passphrase never comes from the command line, which every user can see.
import { InvalidArgumentError, type Command } from 'commander';
import { text } from 'node:stream/consumers';
import { askForPassphrase, hasTerminal, passphraseFrom } from '../passphrase.ts';
import { CallFailure, type Connection } from './connection.ts';

export interface PassphraseOption {
  readonly passphraseFd?: number;
}

const descriptor = (given: string): number => {
  if (/^\d{1,4}$/.test(given)) return Number(given);
  throw new InvalidArgumentError('A file descriptor is a number, such as 0 for standard input.');
};

export const withPassphrase = (command: Command): Command =>
  command.option('--passphrase-fd <n>', "read the vault's passphrase from this file descriptor", descriptor);

export const withNewPassphrase = (command: Command): Command =>
  command.option('--new-passphrase-fd <n>', 'read the new passphrase from this file descriptor', descriptor);

const readFrom = (fd: number): string => {
  try {
    return passphraseFrom(fd);
  } catch (cause) {
    throw new CallFailure(`The passphrase could not be read from file descriptor ${fd}: ${String(cause)}.`, { cause });
  }
};

const nobodyToAsk = (option: string): CallFailure =>
  new CallFailure(`A passphrase is needed, and there is no terminal to ask for it. Give it with ${option} <n>.`);

/** The passphrase that opens the vault. */
export function presentPassphrase(fd: number | undefined): string | Promise<string> {
  if (fd !== undefined) return readFrom(fd);
  if (!hasTerminal()) throw nobodyToAsk('--passphrase-fd');
  return askForPassphrase("The vault's passphrase: ");
}

/** A new one; asked for twice, because nobody sees what they type. */
export async function newPassphrase(fd: number | undefined): Promise<string> {
  if (fd !== undefined) return readFrom(fd);
  if (!hasTerminal()) throw nobodyToAsk('--new-passphrase-fd');
  const first = await askForPassphrase('The new passphrase, at least 12 characters: ');
  if ((await askForPassphrase('Once more: ')) === first) return first;
  throw new CallFailure('The two passphrases are not the same. Nothing was changed.');
}

/** Opens a locked vault first, for what needs the data key. */
export async function unlockFor(connection: Connection, { passphraseFd }: PassphraseOption): Promise<void> {
  if ((await connection.call('vault.get', {})).state !== 'locked') return;
  await connection.call('vault.unlock', { passphrase: await presentPassphrase(passphraseFd) });
}

/** A recovery key as it was given; `-` reads standard input. */
export const recoveryKeyFrom = async (given: string): Promise<string> =>
  given === '-' ? (await text(process.stdin)).trim() : given;
