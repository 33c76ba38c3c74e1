// The vault in the console: what protects its data key, and the ways to open it.
import type { VaultProtection, VaultState, vaultMethods } from '#shared/console-api/vault.ts';
import { copyContext } from '../recovery/create-recovery-key.ts';
import { takeRecoveryKey } from '../recovery/recovery-door.ts';
import { tryPassphrase } from '../recovery/try-passphrase.ts';
import { vaultState } from '../recovery/vault-state.ts';
import { conflict, invalidInput } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';

const target = 'vault';

const requirePassphrase = (protection: VaultProtection, passphrase: string | undefined): void => {
  if (protection === 'passphrase' && passphrase === undefined) {
    throw invalidInput('passphrase: choose one of at least 12 characters for this protection; none was sent.');
  }
  if (protection !== 'passphrase' && passphrase !== undefined) {
    throw invalidInput(`passphrase: the protection "${protection}" takes none. Leave it out.`);
  }
};

export function createVaultMethods(context: ConsoleContext): MethodsOf<typeof vaultMethods> {
  const { vault, passphraseTries } = context.ports;

  const changed = async (): Promise<VaultState> => {
    const state = await vaultState(context.ports);
    context.announce({ name: 'vault.changed', data: { vault: state } });
    return state;
  };

  return {
    'vault.get': () => vaultState(context.ports),

    'vault.setProtection': async ({ protection, passphrase }, call) => {
      requirePassphrase(protection, passphrase);
      call.requireFreshSignIn();
      const before = await vault.state();
      call.tell({ target, before: { protection: before.protection, state: before.state } });
      await vault.setProtection(protection, passphrase);
      await passphraseTries.forgetTries();
      const after = await changed();
      call.tell({ after: { protection: after.protection, state: after.state } });
      return after;
    },

    'vault.unlock': async ({ passphrase }, call) => {
      call.tell({ target });
      await tryPassphrase(context.ports, passphrase);
      return changed();
    },

    'vault.recover': async ({ recoveryKey, passphrase }, call) => {
      const before = await vault.state();
      call.tell({ target, before: { protection: before.protection, state: before.state } });
      const { stored, kek } = await takeRecoveryKey(context, recoveryKey);
      if (
        stored.wrapped === undefined ||
        !(await vault.recover(kek, stored.wrapped, copyContext(stored.id), passphrase))
      ) {
        throw conflict(
          'The recovery key is right, but its copy of the data key is damaged, so that it cannot bring the data key back. Nothing was changed.',
        );
      }
      await passphraseTries.forgetTries();
      const after = await changed();
      call.tell({ after: { protection: after.protection, state: after.state } });
      return after;
    },
  };
}
