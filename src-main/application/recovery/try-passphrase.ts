// The one place where the vault's passphrase is tried, to open the vault and to show again who it is.
import { ConsoleFailure } from '../console/console-failure.ts';
import type { Ports } from '../ports/ports.ts';
import { beginLimitedTry } from './limited-tries.ts';

/**
 * Opens the vault with it. ConsoleFailure `unauthorized` when this is not the passphrase, `unavailable` while tries are
 * paused; VaultFailure, and no try, where none protects the vault.
 */
export async function tryPassphrase(
  { vault, passphraseTries, clock }: Pick<Ports, 'vault' | 'passphraseTries' | 'clock'>,
  passphrase: string,
): Promise<void> {
  const { protection } = await vault.state();
  if (protection === 'passphrase') await beginLimitedTry(passphraseTries, clock, 'The passphrase');
  if (!(await vault.unlock(passphrase))) {
    throw new ConsoleFailure(
      'unauthorized',
      'This is not the passphrase of the vault. Nothing was changed, and the wrapped data key itself is whole: try again, or use the recovery key.',
    );
  }
  await passphraseTries.forgetTries();
}
