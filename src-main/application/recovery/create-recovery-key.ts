// Making the recovery key: kept of it are a verifier, a copy of the vault's data key that it unwraps, and where the profile
// says so the key itself, sealed.
import type { Ports } from '../ports/ports.ts';
import type { SecretContext } from '../ports/secret-vault.ts';
import { bodyOf, inGroups, makeRecoveryKey } from './recovery-key.ts';
import { mayReveal } from './recovery-policy.ts';
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

/** The new key as it is shown; the one before opens nothing any more. VaultFailure when the vault has no data key to copy. */
export async function createRecoveryKey(sources: Sources): Promise<string> {
  const { ports } = sources;
  const { secrets, keyDerivation, vault, clock, recoveryKeys } = ports;
  const characters = makeRecoveryKey(secrets);
  const body = bodyOf(characters);
  const id = secrets.uuid();
  const wrapSalt = secrets.randomBytes(32);
  const [verifier, revealable] = await Promise.all([keyDerivation.verifierOf(body), mayReveal(sources)]);
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
