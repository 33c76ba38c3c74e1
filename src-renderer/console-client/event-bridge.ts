// The one place where pushed events meet the cache. A changed row is replaced by id wherever it is cached; rows that
// came or went move every row below them, so the pages in view are asked again, together and at most twice a second.
// An answer that is on its way while its subject changes may be older than the change: pages are corrected when they
// arrive, everything else is asked for again.
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { ConsoleInput, ConsoleMethodName, ConsoleOutput } from '#shared/console-api/index.ts';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { UserFacets, UserRow } from '#shared/console-api/users.ts';
import type { ConsoleClient } from './client.ts';
import { askAgain } from './ask-again.ts';
import type { LiveRows } from './live-rows.ts';
import { createRecentRows } from './recent-rows.ts';
import { createRefresh } from './refresh.ts';

interface Identified {
  readonly id: string;
}
interface Page {
  readonly rows: readonly Identified[];
}

const byId = <Row extends Identified>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

const ofTenant = (input: unknown, tenantId: string): boolean =>
  typeof input === 'object' && input !== null && 'tenantId' in input && input.tenantId === tenantId;

/** Changes that turn somebody active or not. */
const flips: ReadonlySet<string | undefined> = new Set(['enable', 'disable']);

/** Whether a request made a type have one resource more or less. */
const countsResources = ({ provisioningAction: action, status }: LogRow): boolean =>
  (action === 'create' || action === 'delete') && status < 400;

/** A list with one more in it, or with the one that has the id replaced: what came last stands first. */
const withOne = <Row extends Identified>(rows: readonly Row[], one: Row): Row[] =>
  rows.some(({ id }) => id === one.id) ? rows.map((row) => (row.id === one.id ? one : row)) : [one, ...rows];

/** What tells when and by whom a credential was used last. */
const used = ['tokens.list', 'oauthClients.list', 'providerTokens.get'] as const;

/** What a custom profile decides about. */
const profiled = ['profiles.list', 'schemas.list', 'resourceTypes.list', 'connect.get', 'users.get'] as const;

/** A list of one status or role: whoever is moved comes into it or leaves it. */
const isFiltered = ({ queryKey: [method, input] }: { readonly queryKey: QueryKey }): boolean => {
  if (method !== 'users.list') return false;
  const { status, roleId } = input as ConsoleInput<'users.list'>;
  return (status ?? roleId ?? null) !== null;
};

/** Keeps a cache true from a client's events until the returned function is called. */
export function connectCacheToEvents(
  client: ConsoleClient,
  cache: QueryClient,
  liveRows: LiveRows,
  refreshMs = 500,
): () => void {
  const refresh = createRefresh(cache, refreshMs);
  const recent = createRecentRows();

  const patchPages = (
    method: ConsoleMethodName,
    tenantId: string,
    change: (row: Identified) => Identified | undefined,
  ): void => {
    for (const query of cache.getQueryCache().findAll({ queryKey: [method] })) {
      if (!ofTenant(query.queryKey[1], tenantId)) continue;
      const page = query.state.data as Page | undefined;
      if (!page?.rows.some((row) => change(row) !== undefined)) continue;
      cache.setQueryData(query.queryKey, { ...page, rows: page.rows.map((row) => change(row) ?? row) });
    }
  };
  const dropDetails = (methods: readonly ConsoleMethodName[], tenantId: string, ids: ReadonlySet<string>): void => {
    void askAgain(cache, {
      predicate: ({ queryKey: [method, input] }) =>
        methods.some((one) => one === method) && ofTenant(input, tenantId) && ids.has((input as Identified).id),
    });
  };
  const set = <Name extends ConsoleMethodName>(
    name: Name,
    input: object,
    change: (old: ConsoleOutput<Name>) => ConsoleOutput<Name>,
  ): void => {
    if (cache.getQueryState([name, input])?.fetchStatus === 'fetching') refresh(name);
    cache.setQueryData<ConsoleOutput<Name>>([name, input], (old) => (old === undefined ? undefined : change(old)));
  };

  const hasNewDepartment = (tenantId: string, rows: readonly UserRow[]): boolean => {
    const known = cache.getQueryData<UserFacets>(['users.facets', { tenantId }]);
    if (known === undefined) return false;
    const names = new Set(known.departments.map(({ name }) => name));
    return rows.some(({ department }) => department !== null && !names.has(department));
  };

  /** Whether somebody is now listed, or counted with a role, elsewhere than before: another status, another role. */
  const movedPeople = (tenantId: string, rows: ReadonlyMap<string, UserRow>): boolean => {
    if ([...rows.values()].some(({ lastChange }) => flips.has(lastChange?.action))) return true;
    return cache
      .getQueryCache()
      .findAll({ queryKey: ['users.list'] })
      .filter(({ queryKey: [, input] }) => ofTenant(input, tenantId))
      .flatMap(({ state }) => (state.data as { readonly rows: readonly UserRow[] } | undefined)?.rows ?? [])
      .some((before) => {
        const row = rows.get(before.id);
        return row !== undefined && (row.status !== before.status || row.roleId !== before.roleId);
      });
  };

  /** Lists in view are asked for again with the next round; the others when they are shown. */
  const refreshFiltered = (): void => {
    if (cache.getQueryCache().findAll({ predicate: isFiltered, type: 'active' }).length > 0) refresh('users.list');
    else void cache.invalidateQueries({ predicate: isFiltered, refetchType: 'none' });
  };

  const stops = [
    client.on('users.changed', ({ tenantId, created, updated, removed }) => {
      const rows = byId([...updated, ...created]);
      const moved = movedPeople(tenantId, rows);
      patchPages('users.list', tenantId, ({ id }) => rows.get(id));
      patchPages('groups.members', tenantId, (member) => {
        const row = rows.get(member.id);
        if (row === undefined) return undefined;
        const { displayName, userName, status } = row;
        return { ...member, known: true, type: 'User', displayName, userName, status };
      });
      dropDetails(['users.get', 'users.history'], tenantId, new Set([...rows.keys(), ...removed]));
      const cameOrWent = created.length + removed.length > 0;
      if (cameOrWent) refresh('users.list');
      else if (moved) refreshFiltered();
      if (cameOrWent || moved) refresh('roles.list');
      if (removed.length > 0) refresh('groups.members');
      refresh('connect.get');
      if (hasNewDepartment(tenantId, [...rows.values()])) refresh('users.facets');
      recent.remember([...rows.values()]);
      liveRows.mark([...rows.keys()]);
    }),
    client.on('groups.changed', ({ tenantId, created, updated, removed }) => {
      const rows = byId([...updated, ...created]);
      patchPages('groups.list', tenantId, ({ id }) => rows.get(id));
      dropDetails(['groups.get'], tenantId, new Set([...rows.keys(), ...removed]));
      if (created.length + removed.length > 0) refresh('groups.list');
      refresh('connect.get');
      if (rows.size > 0) refresh('groups.members');
      recent.remember([...rows.values()]);
      liveRows.mark([...rows.keys()]);
    }),
    client.on('tokens.changed', ({ tenantId, token }) => {
      set('tokens.list', { tenantId }, (old) => withOne(old, token));
    }),
    client.on('tokens.removed', ({ tenantId, id }) => {
      set('tokens.list', { tenantId }, (old) => old.filter((one) => one.id !== id));
    }),
    client.on('oauthClients.changed', ({ tenantId, client: changed }) => {
      set('oauthClients.list', { tenantId }, (old) => withOne(old, changed));
    }),
    client.on('oauthClients.removed', ({ tenantId, id }) => {
      set('oauthClients.list', { tenantId }, (old) => old.filter((one) => one.id !== id));
    }),
    client.on('providerTokens.changed', ({ tenantId, providerTokens }) => {
      set('providerTokens.get', { tenantId }, () => providerTokens);
    }),
    client.on('reminders.due', () => refresh('overview.get')),
    client.on('tenants.created', ({ tenant }) => {
      set('tenants.list', {}, (old) => (old.some(({ id }) => id === tenant.id) ? old : [...old, tenant]));
      refresh('profiles.list');
    }),
    client.on('tenants.changed', ({ tenant }) => {
      const before = cache.getQueryData<readonly Tenant[]>(['tenants.list', {}])?.find(({ id }) => id === tenant.id);
      set('tenants.list', {}, (old) => old.map((one) => (one.id === tenant.id ? tenant : one)));
      if (before?.profile === tenant.profile) return;
      // What is served and shown of every person and group follows from the profile.
      void askAgain(cache, { predicate: ({ queryKey: [, input] }) => ofTenant(input, tenant.id) });
      refresh('profiles.list');
    }),
    client.on('tenants.removed', ({ tenantId }) => {
      set('tenants.list', {}, (old) => old.filter(({ id }) => id !== tenantId));
      refresh('profiles.list');
    }),
    client.on('profiles.changed', () => {
      for (const method of profiled) refresh(method);
    }),
    client.on('connect.changed', () => refresh('connect.get')),
    client.on('roles.changed', () => refresh('roles.list')),
    client.on('sso.changed', ({ state }) => set('sso.get', {}, () => state)),
    client.on('vault.changed', ({ vault }) => set('vault.get', {}, () => vault)),
    client.on('recoveryKey.changed', ({ recoveryKey }) => set('recoveryKey.get', {}, () => recoveryKey)),
    client.on('audit.appended', () => refresh('audit.list')),
    client.on('session.changed', () => {
      refresh('session.get');
      // Another role may permit what the last one did not.
      void askAgain(cache, { predicate: ({ state: { error } }) => error?.code === 'forbidden' });
    }),
    client.signIn.subscribe(() => {
      // What was shown was for who was signed in before: nothing of it stays.
      cache.removeQueries({ predicate: ({ queryKey: [method] }) => method !== 'session.get' });
      void askAgain(cache, { queryKey: ['session.get'] });
    }),
    client.on('schemas.changed', () => {
      refresh('schemas.list');
      refresh('resourceTypes.list');
    }),
    client.on('provisioningLog.appended', ({ entries }) => {
      if (entries.some(countsResources)) refresh('resourceTypes.list');
    }),
    client.on('tunnel.changed', ({ status }) => {
      set('tunnel.get', {}, (old) => ({ ...old, status }));
      // An event tells nothing of its settings, some of which are changed while it runs, nor of what it printed.
      refresh('tunnel.get');
      refresh('tunnel.log');
    }),
    client.on('tunnel.refused', ({ tenantId, refusals }) => {
      cache.setQueryData(['tunnel.refusals', { tenantId }], refusals);
    }),
    client.on('overview.changed', ({ tenantId, overview }) => {
      cache.setQueryData(['overview.get', { tenantId }], overview);
      // Requests came in, at most a second ago: each with a credential.
      for (const method of used) refresh(method);
    }),
    client.connection.subscribe((now, before) => {
      // Whatever happened while no events came is asked for once.
      if (now === 'live' && before !== 'live') void askAgain(cache);
    }),
    cache.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual === true) return;
      const [method] = event.query.queryKey;
      if (method !== 'users.list' && method !== 'groups.list') return;
      const page = event.query.state.data as Page;
      if (!page.rows.some((row) => recent.newerThan(row) !== undefined)) return;
      const rows = page.rows.map((row) => recent.newerThan(row) ?? row);
      cache.setQueryData(event.query.queryKey, { ...page, rows });
    }),
    refresh.cancel,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
