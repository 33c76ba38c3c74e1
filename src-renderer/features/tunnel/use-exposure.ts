import { useQueries } from '@tanstack/react-query';
import { useConsole, useTenant } from '#renderer/console-client/console-context.ts';
import { consoleQuery, useConsoleQuery } from '#renderer/console-client/queries.ts';
import { useNow } from '#renderer/ui/now.ts';
import { guardIssues, type GuardIssue } from './guard.ts';

export interface Exposure {
  readonly issues: readonly GuardIssue[];
  /** Whether every tenant has been looked at. */
  readonly known: boolean;
  /** Whether something of that is still on its way. */
  readonly pending: boolean;
  /** In all tenants together; undefined while not known. */
  readonly people: number | undefined;
}

/** What a public URL would expose: every tenant that is not archived, because they share the one tunnel. */
export function useExposure(): Exposure {
  const client = useConsole();
  const shown = useTenant();
  const now = useNow();
  const { data: all } = useConsoleQuery('tenants.list', {});
  const tenants = (all ?? [shown]).filter(({ archivedAt }) => archivedAt === null);
  const tokens = useQueries({
    queries: tenants.map(({ id: tenantId }) => consoleQuery(client, 'tokens.list', { tenantId })),
  });
  const overviews = useQueries({
    queries: tenants.map(({ id: tenantId }) => consoleQuery(client, 'overview.get', { tenantId })),
  });
  const facts = tenants.map((tenant, n) => ({ tenant, tokens: tokens[n]?.data, overview: overviews[n]?.data }));
  const known = facts.every((fact) => fact.tokens !== undefined && fact.overview !== undefined);
  const people = overviews.reduce((sum, { data }) => sum + (data?.people.users ?? 0), 0);
  const pending = [...tokens, ...overviews].some(({ data, error }) => data === undefined && error === null);
  return { issues: guardIssues(facts, shown.id, now), known, pending, people: known ? people : undefined };
}
