import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ConsoleContext } from './context.ts';
import { toToken } from './token.ts';

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
  const now = ports.clock.now();
  for (const stored of await ports.tokens.list(tenantId)) {
    if (erased.includes(stored.id))
      announce({ name: 'tokens.changed', data: { tenantId, token: toToken(stored, now) } });
  }
}
