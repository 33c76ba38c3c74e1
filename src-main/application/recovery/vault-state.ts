import type { VaultState } from '#shared/console-api/vault.ts';
import type { Ports } from '../ports/ports.ts';

/** What the console shows of the vault. */
export async function vaultState({ vault, recoveryKeys }: Pick<Ports, 'vault' | 'recoveryKeys'>): Promise<VaultState> {
  const [status, choices, recoveryKey] = await Promise.all([vault.state(), vault.choices(), recoveryKeys.get()]);
  const recoverable = recoveryKey?.wrapped !== undefined && vault.isOfDataKey(recoveryKey.wrapped);
  return { ...status, recoverable, choices };
}
