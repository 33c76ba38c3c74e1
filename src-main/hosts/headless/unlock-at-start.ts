import type { VaultState } from '#shared/console-api/vault.ts';
import { StartFailure } from '../start-failure.ts';
import type { OpenCore } from '../open-core.ts';
import { askForPassphrase, hasTerminal, passphraseFrom } from './passphrase.ts';

export interface PassphraseSource {
  /** Undefined: a terminal is asked, where there is one. */
  readonly passphraseFd?: number | undefined;
  /** Nobody is asked. */
  readonly json: boolean;
}

function given({ passphraseFd, json }: PassphraseSource): string | Promise<string> {
  if (passphraseFd === undefined) {
    return json || !hasTerminal() ? '' : askForPassphrase("The vault's passphrase (empty: leave it locked): ");
  }
  try {
    return passphraseFrom(passphraseFd);
  } catch (cause) {
    throw new StartFailure(`The passphrase could not be read from file descriptor ${passphraseFd}: ${String(cause)}.`, {
      cause,
    });
  }
}

/** Opens a locked vault if there is a passphrase; a locked one serves all the same. StartFailure for a wrong passphrase. */
export async function unlockAtStart({ core }: OpenCore, source: PassphraseSource): Promise<void> {
  const origin = { via: 'host' } as const;
  const found = await core.call('vault.get', {}, origin);
  if (!found.ok || (found.value as VaultState).state !== 'locked') return;
  const passphrase = await given(source);
  if (passphrase === '') {
    process.stderr.write('The vault is locked: secrets can be neither sealed nor shown until it is unlocked.\n');
    return;
  }
  const unlocked = await core.call('vault.unlock', { passphrase }, origin);
  if (!unlocked.ok) throw new StartFailure(unlocked.error.detail);
}
