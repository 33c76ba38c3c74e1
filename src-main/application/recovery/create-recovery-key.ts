// Making the recovery key: kept of it are a verifier, a copy of the vault's data key that it unwraps, and where the profile
// says so the key itself, sealed.
import { conflict } from '../console/console-failure.ts';
import type { Ports } from '../ports/ports.ts';
import type { SecretContext } from '../ports/secret-vault.ts';
import { bodyOf, inGroups, makeRecoveryKey } from './recovery-key.ts';
import { keepRecoveryPolicy, mayReveal } from './recovery-policy.ts';
import { recoveryKek } from './try-recovery-key.ts';

type Sources = Parameters<typeof mayReveal>[0] & { readonly ports: Ports };

/** What the copy of the data key is bound to. */
export const copyContext = (id: string): SecretContext => ({
  table: 'recovery_keys',
  tenantId: '',
  id,
  purpose: 'data-key',
});

/** What the sealed key is bound to. */
export const sealedContext = (id: string): SecretContext => ({ ...copyContext(id), purpose: 'secret' });

async function makeKey(sources: Sources): Promise<string> {
  const { ports } = sources;
  const { secrets, keyDerivation, vault, clock, recoveryKeys } = ports;
  const characters = makeRecoveryKey(secrets);
  const body = bodyOf(characters);
  const id = secrets.uuid();
  const wrapSalt = secrets.randomBytes(32);
  const verifier = await keyDerivation.verifierOf(body);
  const revealable = await mayReveal(sources);
  await recoveryKeys.replace({
    id,
    verifier,
    wrapSalt,
    wrapped: vault.wrapFor(recoveryKek(ports, body, wrapSalt), copyContext(id)),
    ...(revealable ? { sealed: vault.seal(characters, sealedContext(id)) } : {}),
    createdAt: clock.now(),
  });
  return inGroups(characters);
}

/** Stores that are getting a key at this moment. */
const making = new WeakSet<object>();

/**
 * The new key as it is shown; the one before opens nothing any more. One at a time: of two at once whoever is shown the first
 * would keep a key that opens nothing. ConsoleFailure 'conflict' for the second, VaultFailure when the vault has no data key
 * to copy.
 */
export async function createRecoveryKey(sources: Sources): Promise<string> {
  const { recoveryKeys } = sources.ports;
  if (making.has(recoveryKeys)) {
    throw conflict('Another recovery key is being made at this moment. Nothing was made: look whose it is first.');
  }
  making.add(recoveryKeys);
  try {
    const key = await makeKey(sources);
    // The profile may have been switched to one that shows a secret once while the key was stretched.
    await keepRecoveryPolicy(sources);
    return key;
  } finally {
    making.delete(recoveryKeys);
  }
}
