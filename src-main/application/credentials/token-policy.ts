// What a profile says about tokens, enforced here and not in the console: whether a secret is kept, sealed, to be shown again,
// and whether a token can be made at all yet.
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { Ports } from '../ports/ports.ts';
import type { SecretContext } from '../ports/secret-vault.ts';
import type { SecretJudge, StoredToken } from '../ports/token-store.ts';
import { servedProfile } from '../tenant-profiles/find-profile.ts';

/** What the sealed secret of a token is bound to. */
const contextOf = ({ tenantId, id }: Pick<StoredToken, 'tenantId' | 'id'>): SecretContext => ({
  table: 'tokens',
  tenantId,
  id,
  purpose: 'secret',
});

/** Why no token can be made yet, and what to do first; undefined when one can. */
export const tokenObstacle = ({ name, idpTenantId }: Tenant, profile: TenantProfile): string | undefined =>
  profile.needsIdpTenantId && idpTenantId === null
    ? `${profile.name} generates a token only once the Identity Provider Tenant ID is saved, and "${name}" has none. Save it first (Connect page, or "rollcall tenant set --idp-tenant-id <id>"), then create the token.`
    : undefined;

/** Whether a secret may be kept, asked when it is stored: the profile it was sealed under may have been switched meanwhile. */
export const keepsSecret: SecretJudge = (profileId, definition) =>
  servedProfile(profileId, definition).tokenPolicy === 'reveal-again';

/**
 * What is kept of a secret beside its hash: nothing where the profile shows it once, else the secret sealed for this one
 * token. VaultFailure when there is no key to seal it with.
 */
export const sealedSecret = (
  { vault }: Pick<Ports, 'vault'>,
  { tokenPolicy }: TenantProfile,
  token: Pick<StoredToken, 'tenantId' | 'id'>,
  secret: string,
): Pick<StoredToken, 'sealed'> =>
  tokenPolicy === 'reveal-again' ? { sealed: vault.seal(secret, contextOf(token)) } : {};

/** Undefined when the secret was not sealed for this token with the present key. VaultFailure when there is no key. */
export const revealedSecret = (
  { vault }: Pick<Ports, 'vault'>,
  token: StoredToken & Required<Pick<StoredToken, 'sealed'>>,
): string | undefined => vault.open(token.sealed, contextOf(token));
