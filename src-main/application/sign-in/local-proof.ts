// How the local admin shows again who they are, where there is no single sign-on: with the vault's passphrase, else with
// the recovery key. Kept only in memory, for each way into the console of its own.
import type { Session } from '#shared/console-api/session.ts';
import type { CallOrigin } from '../console/call.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecoveryKeyStore } from '../ports/recovery-key-store.ts';
import type { SecretVault } from '../ports/secret-vault.ts';

type Kind = Exclude<Session['reauthentication'], 'signIn'>;

export interface LocalProof {
  /** What there is to ask for; what changed it is seen a second later. */
  kind(): Promise<Kind>;
  /** When it was last shown, ISO 8601; empty when it never was. */
  shownAt(via: CallOrigin['via']): string;
  shown(via: CallOrigin['via']): void;
  forget(): void;
}

/** Every call asks, and the vault may have to ask a keychain. */
const rememberedMs = 1_000;

/** What there is to ask with. */
export interface ProofSources {
  readonly vault: Pick<SecretVault, 'state'>;
  readonly recoveryKeys: Pick<RecoveryKeyStore, 'get'>;
  readonly clock: Clock;
}

export function createLocalProof({ vault, recoveryKeys, clock }: ProofSources): LocalProof {
  const shown = new Map<CallOrigin['via'], string>();
  let known: { readonly kind: Promise<Kind>; readonly until: number } | undefined;

  const read = async (): Promise<Kind> => {
    const { protection, state } = await vault.state();
    if (protection === 'passphrase' && (state === 'open' || state === 'locked')) return 'passphrase';
    return (await recoveryKeys.get()) === undefined ? 'none' : 'recoveryKey';
  };

  return {
    kind: () => {
      if (known === undefined || known.until <= clock.monotonic()) {
        known = { kind: read(), until: clock.monotonic() + rememberedMs };
      }
      return known.kind;
    },
    shownAt: (via) => shown.get(via) ?? '',
    shown: (via) => void shown.set(via, clock.now()),
    forget: () => shown.clear(),
  };
}
