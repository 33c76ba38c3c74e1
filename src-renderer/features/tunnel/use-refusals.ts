import { useQueries } from '@tanstack/react-query';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import type { TunnelRefusals } from '#shared/console-api/tunnel.ts';
import { useMay } from '#renderer/console-client/access.ts';
import { useConsole, useTenant } from '#renderer/console-client/console-context.ts';
import { consoleQuery, useConsoleQuery } from '#renderer/console-client/queries.ts';

export interface RefusedCaller {
  readonly tenant: TenantWithUrl;
  readonly caller: TunnelRefusals['callers'][number];
}

export interface RefusedFromOutside {
  readonly fiveMinutes: number;
  readonly hour: number;
  /** Those with the most requests first. */
  readonly callers: readonly RefusedCaller[];
  readonly error: Error | null;
}

/** What is refused is pushed; that it lies behind is not: while there is any, it is asked again. */
const everyMs = 60_000;

/** Who was refused in any tenant, because they share the one tunnel; undefined while not known or not for these eyes. */
export function useRefusals(): RefusedFromOutside | undefined {
  const client = useConsole();
  const shown = useTenant();
  const mayView = useMay('provisioningLog.view');
  const { data: all } = useConsoleQuery('tenants.list', {});
  const tenants = (all ?? [shown]).filter(({ archivedAt }) => archivedAt === null);
  const answers = useQueries({
    queries: tenants.map(({ id: tenantId }) => ({
      ...consoleQuery(client, 'tunnel.refusals', { tenantId }),
      enabled: mayView,
      refetchInterval: ({ state }: { readonly state: { readonly data?: TunnelRefusals | undefined } }) =>
        (state.data?.hour ?? 0) > 0 ? everyMs : (false as const),
    })),
  });
  const known = answers.map(({ data }) => data);
  if (known.every((data) => data === undefined) && answers.every(({ error }) => error === null)) return undefined;
  const sum = (name: 'fiveMinutes' | 'hour'): number => known.reduce((total, data) => total + (data?.[name] ?? 0), 0);
  return {
    fiveMinutes: sum('fiveMinutes'),
    hour: sum('hour'),
    callers: tenants
      .flatMap((tenant, n) => (known[n]?.callers ?? []).map((caller) => ({ tenant, caller })))
      .toSorted((a, b) => b.caller.count - a.caller.count),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
  };
}
