// Makes Secret Tokens. What is stored of a secret is its SHA-256 and a hint of its last four characters, so that nobody,
// not even Rollcall, can show it again; only where the tenant's profile says so it is also kept sealed.
import type { Token } from '#shared/console-api/tokens.ts';
import { mintToken } from '../credentials/bearer-token.ts';
import { keepsSecret, sealedSecret, tokenObstacle } from '../credentials/token-policy.ts';
import type { StoredToken, TokenJudge } from '../ports/token-store.ts';
import type { ConsoleCall } from './call.ts';
import { conflict } from './console-failure.ts';
import type { ConsoleContext } from './context.ts';
import { requireTenant } from './tenants.ts';

/** What the admin chose of a token. */
export type TokenChoice = Pick<
  StoredToken,
  'label' | 'scope' | 'networks' | 'expiresAt' | 'userId' | 'replacesId' | 'retire'
>;

/** What the audit log keeps of a token. */
export const toldOf = ({ label, hint, scope, networks, expiresAt, userId }: Omit<StoredToken, 'hash'> | Token) => ({
  label,
  hint,
  scope,
  networks,
  expiresAt: expiresAt ?? null,
  userId: userId ?? null,
});

/** Name and id, for the audit log. */
export const targetOf = ({ label, id }: Pick<StoredToken, 'label' | 'id'>): string => `${label} (${id})`;

/**
 * A new token of the tenant, stored, and its secret. ConsoleFailure 'conflict' where the profile asks for something first, and
 * what the judge throws.
 */
export async function makeToken(
  { ports, served, announce }: Pick<ConsoleContext, 'ports' | 'served' | 'announce'>,
  tenantId: string,
  choice: TokenChoice,
  call: ConsoleCall,
  judge?: TokenJudge,
): Promise<{ readonly id: string; readonly secret: string }> {
  const { clock, secrets, tenants, tokens } = ports;
  const tenant = await requireTenant(tenants, tenantId);
  const profile = await served.profileOf(tenant.profile);
  const obstacle = tokenObstacle(tenant, profile);
  if (obstacle !== undefined) throw conflict(obstacle);
  const isFirst = (await tokens.list(tenantId)).length === 0;
  const { secret, hash, hint } = mintToken(secrets);
  const id = secrets.uuid();
  const stored: StoredToken = {
    ...choice,
    id,
    tenantId,
    hash,
    hint,
    createdAt: clock.now(),
    ...sealedSecret(ports, profile, { tenantId, id }, secret),
  };
  await tokens.create(stored, judge, keepsSecret);
  call.tell({ target: targetOf(stored), tenantId, after: toldOf(stored) });
  if (isFirst) announce({ name: 'connect.changed', data: { tenantId } });
  return { id, secret };
}
