import { QueryObserver, type QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectCacheToEvents } from '#renderer/console-client/event-bridge.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { createLiveRows, type LiveRows } from '#renderer/console-client/live-rows.ts';
import { consoleQuery, createConsoleCache } from '#renderer/console-client/queries.ts';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import { client, providerTokens, lastUse } from './credential-fixtures.ts';
import { emptyConsole } from './draw.tsx';
import { entry, group, overview, pageOf, people, person, tenant, token } from './fixtures.ts';

let fake: FakeConsole;
let cache: QueryClient;
let liveRows: LiveRows;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  fake = emptyConsole();
  cache = createConsoleCache();
  liveRows = createLiveRows();
  stop = connectCacheToEvents(fake.client, cache, liveRows, 50);
});
afterEach(() => {
  stop();
  cache.clear();
  vi.useRealTimers();
});

const page = (offset: number) => ({ tenantId: tenant.id, offset, limit: 100 });
const rows = (offset: number) => cache.getQueryData<{ rows: { id: string }[] }>(['users.list', page(offset)])?.rows;
const callsOf = (name: string) => fake.calls.filter((call) => call.name === name).length;
const nothing = { tenantId: tenant.id, created: [], updated: [], removed: [] };

/** A second passes: far more than a round of refreshing takes. */
async function later(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
}

/** Keeps a query in view, as a drawn page does. */
async function show(name: 'users.list' | 'groups.list', offset: number): Promise<void> {
  const observer = new QueryObserver<unknown>(cache, consoleQuery(fake.client, name, page(offset)) as never);
  observer.subscribe(() => undefined);
  await expect.poll(() => observer.getCurrentResult().isSuccess).toBe(true);
}

/** Keeps the first page in view, of people with a status or of all. */
const showFiltered = async (status: 'active' | null): Promise<void> => {
  fake.answer('users.list', (query) => pageOf(people(3), query));
  const observer = new QueryObserver<unknown>(
    cache,
    consoleQuery(fake.client, 'users.list', { ...page(0), status }) as never,
  );
  observer.subscribe(() => undefined);
  await expect.poll(() => observer.getCurrentResult().isSuccess).toBe(true);
};

describe('a changed person', () => {
  test('is replaced in place in every cached page, and no list is asked again', async () => {
    const all = people(250);
    fake.answer('users.list', (query) => pageOf(all, query));
    await show('users.list', 0);
    await show('users.list', 100);
    const before = rows(0);
    fake.push('users.changed', {
      ...nothing,
      updated: [person(3, { title: 'Director' }), person(120, { title: 'Dean' })],
    });
    expect(rows(0)?.[3]).toMatchObject({ id: 'person-3', title: 'Director' });
    expect(rows(100)?.[20]).toMatchObject({ id: 'person-120', title: 'Dean' });
    expect(rows(0)?.[4]).toBe(before?.[4]);
    await later();
    expect(callsOf('users.list')).toBe(2);
  });

  test('of another tenant changes nothing', async () => {
    fake.answer('users.list', (query) => pageOf(people(3), query));
    await show('users.list', 0);
    const before = rows(0);
    fake.push('users.changed', { ...nothing, tenantId: 'other', updated: [person(1, { title: 'Director' })] });
    expect(rows(0)).toBe(before);
  });

  test('is tinted for two seconds', () => {
    fake.push('users.changed', { ...nothing, updated: [person(1)] });
    expect(liveRows.store.getState()).toEqual(new Set(['person-1']));
    vi.advanceTimersByTime(2_600);
    expect(liveRows.store.getState().size).toBe(0);
  });

  test('is renamed in the member lists as well', async () => {
    const input = { tenantId: tenant.id, groupId: 'g', offset: 0, limit: 100 };
    const member = { id: 'person-1', known: false, type: null, displayName: null, userName: null, status: null };
    cache.setQueryData(['groups.members', input], { total: 1, of: 1, rows: [member] });
    fake.push('users.changed', { ...nothing, created: [person(1)] });
    expect(cache.getQueryData(['groups.members', input])).toMatchObject({
      rows: [{ id: 'person-1', known: true, displayName: 'Person 1', status: 'active' }],
    });
  });

  test('is not undone by a page that was on its way and still carries the old row', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    fake.answer('users.list', async (query) => {
      await held;
      return pageOf([person(0, { title: 'Old' })], query);
    });
    const shown = show('users.list', 0);
    await expect.poll(() => callsOf('users.list')).toBe(1);
    const changed = person(0, { title: 'New', lastChangedAt: '2026-11-21T11:00:00.001Z' });
    fake.push('users.changed', { ...nothing, updated: [changed] });
    release();
    await shown;
    expect(rows(0)?.[0]).toMatchObject({ title: 'New' });
    expect(callsOf('users.list')).toBe(1);
  });
});

describe('a person with another status or role', () => {
  test('makes a list that is filtered by it be asked again', async () => {
    await showFiltered('active');
    fake.push('users.changed', { ...nothing, updated: [person(1, { status: 'disabled' })] });
    await later();
    expect(callsOf('users.list')).toBe(2);
  });

  test('who is in no page yet does so as well when their newest change says it', async () => {
    await showFiltered('active');
    const lastChange = { action: 'enable', attribute: null, from: null, to: null, more: 0 } as const;
    fake.push('users.changed', { ...nothing, updated: [person(77, { lastChange })] });
    await later();
    expect(callsOf('users.list')).toBe(2);
  });

  test('is only replaced in a list without a filter, and roles are counted again', async () => {
    await showFiltered(null);
    const observer = new QueryObserver<unknown>(
      cache,
      consoleQuery(fake.client, 'roles.list', { tenantId: tenant.id }) as never,
    );
    observer.subscribe(() => undefined);
    await expect.poll(() => callsOf('roles.list')).toBe(1);
    fake.push('users.changed', { ...nothing, updated: [person(1, { roleId: 'role-editor' })] });
    await later();
    expect(callsOf('users.list')).toBe(1);
    expect(callsOf('roles.list')).toBe(2);
  });
});

test('a changed role makes the roles be asked again', async () => {
  const observer = new QueryObserver<unknown>(
    cache,
    consoleQuery(fake.client, 'roles.list', { tenantId: tenant.id }) as never,
  );
  observer.subscribe(() => undefined);
  await expect.poll(() => callsOf('roles.list')).toBe(1);
  fake.push('roles.changed', { tenantId: tenant.id });
  await later();
  expect(callsOf('roles.list')).toBe(2);
});

describe('people who came or went', () => {
  test('make the pages in view be asked again, together: a burst costs two calls, not fifty', async () => {
    let all = people(1);
    fake.answer('users.list', (query) => pageOf(all, query));
    await show('users.list', 0);
    for (let n = 1; n <= 50; n++) {
      all = people(n + 1);
      fake.push('users.changed', { ...nothing, created: [person(n)] });
    }
    await expect.poll(() => rows(0)).toHaveLength(51);
    expect(callsOf('users.list')).toBeLessThanOrEqual(3);
  });

  test('leave pages that are not in view alone until they are shown', async () => {
    fake.answer('users.list', (query) => pageOf(people(250), query));
    await show('users.list', 0);
    await cache.fetchQuery(consoleQuery(fake.client, 'users.list', page(100)));
    fake.push('users.changed', { ...nothing, removed: ['person-7'] });
    await expect.poll(() => callsOf('users.list')).toBe(3);
    expect(cache.getQueryState(['users.list', page(100)])?.isInvalidated).toBe(true);
  });
});

describe('the departments to filter by', () => {
  const key = ['users.facets', { tenantId: tenant.id }];
  test('are asked for again when somebody is in a new one, and only then', async () => {
    fake.answer('users.facets', () => ({ departments: [{ name: 'Legal', count: 1 }] }));
    const facets = consoleQuery(fake.client, 'users.facets', { tenantId: tenant.id });
    new QueryObserver(cache, facets).subscribe(() => undefined);
    await expect.poll(() => cache.getQueryData(key)).toBeDefined();
    fake.push('users.changed', { ...nothing, updated: [person(1, { department: 'Legal' })] });
    await later();
    expect(callsOf('users.facets')).toBe(1);
    fake.push('users.changed', { ...nothing, updated: [person(1, { department: 'Research' })] });
    await expect.poll(() => callsOf('users.facets')).toBe(2);
  });
});

test('a server that answers slowly is not asked again before it has answered', async () => {
  await show('users.list', 0);
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  fake.answer('users.list', async (query) => {
    await held;
    return pageOf(people(2), query);
  });
  for (let n = 0; n < 5; n++) {
    fake.push('users.changed', { ...nothing, created: [person(n)] });
    // oxlint-disable-next-line no-await-in-loop -- the events are spread over several rounds
    await later();
  }
  expect(callsOf('users.list')).toBe(2);
  release();
  await expect.poll(() => callsOf('users.list')).toBe(3);
});

describe('other events', () => {
  test('groups.changed replaces a group in place', async () => {
    fake.answer('groups.list', () => ({ total: 1, of: 1, rows: [group(1)] }));
    await show('groups.list', 0);
    fake.push('groups.changed', { ...nothing, updated: [group(1, { members: 9 })] });
    expect(cache.getQueryData(['groups.list', page(0)])).toMatchObject({ rows: [{ members: 9 }] });
    expect(callsOf('groups.list')).toBe(1);
  });

  test('overview.changed is the overview', () => {
    const next = overview({ activeTokens: 2 });
    fake.push('overview.changed', { tenantId: tenant.id, overview: next });
    expect(cache.getQueryData(['overview.get', { tenantId: tenant.id }])).toBe(next);
  });

  test('tokens.changed puts a new token first and replaces a known one', () => {
    const key = ['tokens.list', { tenantId: tenant.id }];
    cache.setQueryData(key, [token('Old')]);
    fake.push('tokens.changed', { tenantId: tenant.id, token: token('New') });
    fake.push('tokens.changed', { tenantId: tenant.id, token: token('Old', { state: 'revoked' }) });
    expect(cache.getQueryData(key)).toMatchObject([{ label: 'New' }, { label: 'Old', state: 'revoked' }]);
  });

  test('tokens.removed takes it out of the list, of its tenant only', () => {
    const key = ['tokens.list', { tenantId: tenant.id }];
    cache.setQueryData(key, [token('New'), token('Old')]);
    fake.push('tokens.removed', { tenantId: 'other', id: 'token-New' });
    fake.push('tokens.removed', { tenantId: tenant.id, id: 'token-Old' });
    expect(cache.getQueryData(key)).toMatchObject([{ label: 'New' }]);
  });

  test('oauthClients.changed puts a new client first and replaces a known one; removed takes it out', () => {
    const key = ['oauthClients.list', { tenantId: tenant.id }];
    cache.setQueryData(key, [client('Old', { id: 'old' })]);
    fake.push('oauthClients.changed', { tenantId: tenant.id, client: client('New', { id: 'new' }) });
    fake.push('oauthClients.changed', { tenantId: tenant.id, client: client('Old', { id: 'old', state: 'revoked' }) });
    expect(cache.getQueryData(key)).toMatchObject([{ label: 'New' }, { label: 'Old', state: 'revoked' }]);
    fake.push('oauthClients.removed', { tenantId: tenant.id, id: 'old' });
    expect(cache.getQueryData(key)).toMatchObject([{ label: 'New' }]);
  });

  test('providerTokens.changed replaces what was known, and makes nothing of what was not', () => {
    const key = ['providerTokens.get', { tenantId: tenant.id }];
    const changed = providerTokens({ enabled: true });
    fake.push('providerTokens.changed', { tenantId: tenant.id, providerTokens: changed });
    expect(cache.getQueryData(key)).toBeUndefined();
    cache.setQueryData(key, providerTokens());
    fake.push('providerTokens.changed', { tenantId: tenant.id, providerTokens: changed });
    expect(cache.getQueryData(key)).toEqual(changed);
  });

  test('overview.changed says that requests came in: who looks at credentials sees that they were used', async () => {
    const query = consoleQuery(fake.client, 'tokens.list', { tenantId: tenant.id });
    const observer = new QueryObserver<unknown>(cache, query as never);
    observer.subscribe(() => undefined);
    await expect.poll(() => observer.getCurrentResult().isSuccess).toBe(true);
    fake.answer('tokens.list', () => [token('Entra', { use: lastUse() })]);
    fake.push('overview.changed', { tenantId: tenant.id, overview: overview() });
    await later();
    expect(observer.getCurrentResult().data).toMatchObject([{ use: { address: '20.91.4.17' } }]);
    expect(callsOf('oauthClients.list')).toBe(0);
  });

  test('reminders.due asks again for the overview that is in view', async () => {
    const query = consoleQuery(fake.client, 'overview.get', { tenantId: tenant.id });
    const observer = new QueryObserver<unknown>(cache, query as never);
    observer.subscribe(() => undefined);
    await expect.poll(() => observer.getCurrentResult().isSuccess).toBe(true);
    fake.push('reminders.due', { tenantId: tenant.id, tenantName: tenant.name, reminders: [] });
    await later();
    expect(callsOf('overview.get')).toBe(2);
  });

  test('a token made while the first list is still on its way is not missed', async () => {
    let stored = [token('Old')];
    const waiting: (() => void)[] = [];
    fake.answer('tokens.list', () => {
      const asked = stored;
      return new Promise((resolve) => void waiting.push(() => resolve(asked)));
    });
    const query = consoleQuery(fake.client, 'tokens.list', { tenantId: tenant.id });
    const observer = new QueryObserver<unknown>(cache, query as never);
    const stopShowing = observer.subscribe(() => undefined);
    await expect.poll(() => waiting).toHaveLength(1);
    stored = [token('New'), ...stored];
    fake.push('tokens.changed', { tenantId: tenant.id, token: token('New') });
    waiting[0]?.();
    await expect.poll(() => waiting).toHaveLength(2);
    waiting[1]?.();
    await expect.poll(() => observer.getCurrentResult().data).toMatchObject([{ label: 'New' }, { label: 'Old' }]);
    stopShowing();
  });

  test('tenants.created adds the tenant once', () => {
    cache.setQueryData(['tenants.list', {}], [tenant]);
    const second = { ...tenant, id: 't2' };
    fake.push('tenants.created', { tenant: second });
    fake.push('tenants.created', { tenant: second });
    expect(cache.getQueryData(['tenants.list', {}])).toEqual([tenant, second]);
  });
});

test('tenants.changed replaces the tenant wherever tenants are shown', () => {
  const second = { ...tenant, id: 't2' };
  cache.setQueryData(['tenants.list', {}], [tenant, second]);
  fake.push('tenants.changed', { tenant: { ...tenant, compatibility: 'strict' } });
  expect(cache.getQueryData(['tenants.list', {}])).toEqual([{ ...tenant, compatibility: 'strict' }, second]);
});

const appended = (facts: Partial<LogRow>): void =>
  fake.push('provisioningLog.appended', { tenantId: tenant.id, entries: [entry(1, facts)] });

describe('what is served', () => {
  const input = { tenantId: tenant.id };

  async function shown(name: 'schemas.list' | 'resourceTypes.list'): Promise<void> {
    const observer = new QueryObserver<unknown>(cache, consoleQuery(fake.client, name, input) as never);
    observer.subscribe(() => undefined);
    await expect.poll(() => observer.getCurrentResult().isSuccess).toBe(true);
  }

  test('schemas.changed asks again for schemas and resource types', async () => {
    await Promise.all([shown('schemas.list'), shown('resourceTypes.list')]);
    fake.push('schemas.changed', input);
    await later();
    expect([callsOf('schemas.list'), callsOf('resourceTypes.list')]).toEqual([2, 2]);
  });

  test('a resource that came or went counts; one that changed or was refused does not', async () => {
    await shown('resourceTypes.list');
    appended({ provisioningAction: 'update' });
    appended({ provisioningAction: 'create', status: 409 });
    await later();
    expect(callsOf('resourceTypes.list')).toBe(1);
    appended({ provisioningAction: 'create', status: 201 });
    await later();
    expect(callsOf('resourceTypes.list')).toBe(2);
  });
});

test('after a lost connection everything in view is asked again', async () => {
  fake.answer('users.list', (query) => pageOf(people(3), query));
  await show('users.list', 0);
  fake.connect('lost');
  expect(callsOf('users.list')).toBe(1);
  fake.connect('live');
  await expect.poll(() => callsOf('users.list')).toBe(2);
});
