import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ConsoleContext } from './context.ts';
import { readTokens } from './token.ts';

/**
 * To be called when a tenant has another profile, or its profile says otherwise: one that shows a secret once keeps none,
 * and what was sealed is erased. The other way round only the secrets of new tokens are kept.
 */
export async function keepTokenPolicy(
  { ports, announce }: Pick<ConsoleContext, 'ports' | 'announce'>,
  tenantId: string,
  { tokenPolicy }: TenantProfile,
): Promise<void> {
  if (tokenPolicy !== 'show-once') return;
  const erased = await ports.tokens.eraseSealed(tenantId);
  if (erased.length === 0) return;
  for (const token of await readTokens(ports, tenantId)) {
    if (erased.includes(token.id)) announce({ name: 'tokens.changed', data: { tenantId, token } });
  }
}
