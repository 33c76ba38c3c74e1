// The recovery key with its news: every way to make or try it goes through here, and every console hears of it.
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { ConsoleFailure } from '../console/console-failure.ts';
import type { Ports } from '../ports/ports.ts';
import type { FindProfile } from '../tenant-profiles/find-profile.ts';
import { createRecoveryKey } from './create-recovery-key.ts';
import { keepRecoveryPolicy } from './recovery-policy.ts';
import { recoveryState } from './recovery-state.ts';
import { tryRecoveryKey, type GivenKey } from './try-recovery-key.ts';
import { vaultState } from './vault-state.ts';

/** Any console context is one. */
export interface DoorSources {
  readonly ports: Ports;
  readonly served: { readonly profileOf: FindProfile };
  readonly announce: (event: ConsoleEvent) => void;
}

/** To be called when the recovery key was made, drilled or tried, or whether it can be shown has changed. */
export async function announceRecoveryKey(sources: DoorSources): Promise<void> {
  sources.announce({ name: 'recoveryKey.changed', data: { recoveryKey: await recoveryState(sources) } });
}

/** To be called when the vault's protection has changed, or what it keeps. */
async function announceVault({ ports, announce }: Omit<DoorSources, 'served'>): Promise<void> {
  announce({ name: 'vault.changed', data: { vault: await vaultState(ports) } });
}

/** As tryRecoveryKey; a try that failed is told too, because the fifth one pauses every console. */
export async function takeRecoveryKey(sources: DoorSources, text: string): Promise<GivenKey> {
  try {
    return await tryRecoveryKey(sources.ports, text);
  } catch (error) {
    if (error instanceof ConsoleFailure && error.code !== 'not-found') await announceRecoveryKey(sources);
    throw error;
  }
}

/** As createRecoveryKey. The vault may have got its data key with it. */
export async function makeAndAnnounce(sources: DoorSources): Promise<string> {
  const key = await createRecoveryKey(sources);
  await announceRecoveryKey(sources);
  await announceVault(sources);
  return key;
}

/** To be called after a change of the directory tenant or of its profile, see keepRecoveryPolicy. */
export async function policyChanged(sources: DoorSources): Promise<void> {
  if (await keepRecoveryPolicy(sources)) await announceVault(sources);
  await announceRecoveryKey(sources);
}
