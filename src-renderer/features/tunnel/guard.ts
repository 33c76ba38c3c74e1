// What should be settled before a tenant is reached from everywhere.
import type { Overview } from '#shared/console-api/overview.ts';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import type { Token } from '#shared/console-api/tokens.ts';

export type GuardIssue = { readonly tenant: TenantWithUrl } & (
  | { readonly kind: 'noToken' }
  | { readonly kind: 'expires'; readonly label: string; readonly expiresAt: string }
  | { readonly kind: 'failing'; readonly failed: number; readonly total: number }
);

/** What is known of a tenant; undefined while it is not here yet. */
export interface GuardFacts {
  readonly tenant: TenantWithUrl;
  readonly tokens: readonly Token[] | undefined;
  readonly overview: Pick<Overview, 'requests'> | undefined;
}

const soonMs = 14 * 86_400_000;
/** Entra's cycles are 40 minutes apart: the last one lies within these half hours, of which the newest is not over. */
const lastCycle = 3;

function tokenIssues(tenant: TenantWithUrl, tokens: readonly Token[], now: number): readonly GuardIssue[] {
  const working = tokens.filter(({ state }) => state === 'active');
  if (working.length === 0) return [{ kind: 'noToken', tenant }];
  return working.flatMap(({ label, expiresAt }) =>
    expiresAt !== null && Date.parse(expiresAt) - now < soonMs
      ? [{ kind: 'expires' as const, tenant, label, expiresAt }]
      : [],
  );
}

function requestIssues(tenant: TenantWithUrl, { requests }: Pick<Overview, 'requests'>): readonly GuardIssue[] {
  const recent = requests.slice(-lastCycle);
  const failed = recent.reduce((sum, bucket) => sum + bucket.failed, 0);
  const total = recent.reduce((sum, bucket) => sum + bucket.failed + bucket.succeeded, 0);
  return failed === 0 ? [] : [{ kind: 'failing', tenant, failed, total }];
}

/** Everything to settle, the shown tenant's own first. */
export const guardIssues = (facts: readonly GuardFacts[], shown: string, now: number): readonly GuardIssue[] =>
  facts
    .toSorted((a, b) => Number(b.tenant.id === shown) - Number(a.tenant.id === shown))
    .flatMap(({ tenant, tokens, overview }) => [
      ...(tokens === undefined ? [] : tokenIssues(tenant, tokens, now)),
      ...(overview === undefined ? [] : requestIssues(tenant, overview)),
    ]);
