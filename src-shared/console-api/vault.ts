// Where secrets that can be shown again are kept sealed, and what protects the key that seals them.
import { z } from 'zod';
import { audited, method } from './method.ts';

/** What wraps the data key: a file that its owner alone can read, the system's keychain, or a passphrase. */
export const vaultProtection = z.enum(['key-file', 'safe-storage', 'passphrase']);
export type VaultProtection = z.infer<typeof vaultProtection>;

export const vaultState = z.object({
  protection: vaultProtection,
  /**
   * `unused`: nothing was sealed yet and there is no data key. `locked`: the passphrase was not given since the start.
   * `lost`: the data key cannot be unwrapped; the recovery key can bring it back.
   */
  state: z.enum(['unused', 'open', 'locked', 'lost']),
  /** Path of the key file; null for the other protections. */
  keyFile: z.string().nullable(),
  /** The keychain in use, as the system calls it (`gnome_libsecret`, `keychain`, `dpapi`); null for the others. */
  keychain: z.string().nullable(),
  /** Why the present data key cannot be had; null unless `lost`. */
  lostBecause: z.string().nullable(),
  sealedSecrets: z.number().int(),
  /** Whether the recovery key would bring the data key back. */
  recoverable: z.boolean(),
  /** Each protection, and why it cannot be chosen here; null: it can. */
  choices: z.array(z.object({ protection: vaultProtection, obstacle: z.string().nullable() })),
});
export type VaultState = z.infer<typeof vaultState>;

const passphrase = z.string().min(12, 'A passphrase needs at least 12 characters.').max(1_000);

export const vaultMethods = {
  'vault.get': method(z.object({}), vaultState, 'settings.view'),
  /**
   * What was sealed stays sealed with the same data key; only what wraps that changes. `reauthentication-required` where single
   * sign-on is enforced and the sign-in is not fresh.
   */
  'vault.setProtection': audited(
    z.object({ protection: vaultProtection, passphrase: passphrase.optional() }),
    vaultState,
    'administrator',
  ),
  /** `unauthorized` for a wrong passphrase. */
  'vault.unlock': audited(z.object({ passphrase: z.string().min(1).max(1_000) }), vaultState, 'settings.view'),
  /** Brings a lost data key back and wraps it anew with the present protection. */
  'vault.recover': audited(
    z.object({ recoveryKey: z.string().min(1).max(200), passphrase: passphrase.optional() }),
    vaultState,
    'administrator',
  ),
};
