// The audit log as a console meets it: one entry for each call that it keeps, one for what was refused, and never a secret.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallOrigin } from '#main/application/console/call.ts';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import {
  consoleContract,
  type ConsoleEvent,
  type ConsoleInput,
  type ConsoleMethodName,
} from '#shared/console-api/index.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';
import { methodNeeds } from './method-needs.ts';
import { addUser } from './people.ts';
import { enforceSignIn, signInPerson } from './signed-in.ts';

const names = Object.keys(consoleContract) as ConsoleMethodName[];
const kept = names.filter((name) => consoleContract[name].audited);

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

/** The entries after this one, ascending. */
async function entriesAfter(seq: number, of = rollcall): Promise<readonly AuditEntry[]> {
  const { entries } = await call(of.core, 'audit.list', { limit: 500 });
  return entries.filter((entry) => entry.seq > seq).toReversed();
}
const newest = async (of = rollcall): Promise<number> =>
  (await call(of.core, 'audit.list', { limit: 1 })).entries[0]?.seq ?? 0;

describe('every method that the audit log keeps', () => {
  let tried: RollcallForTest;
  beforeAll(async () => {
    tried = await startRollcall();
  });
  afterAll(() => tried[Symbol.asyncDispose]());

  test.each(kept)('%s leaves exactly one entry, done or not', async (name) => {
    const before = await newest(tried);
    const input = { tenantId: tried.tenant.id, ...methodNeeds[name].input };
    const result = await tried.core.call(name, input, { via: 'window' });
    const entries = await entriesAfter(before, tried);
    expect(entries).toMatchObject([{ action: name, via: 'window', actor: { kind: 'local' } }]);
    expect(entries[0]?.outcome === 'done').toBe(result.ok);
  });

  test('what only reads leaves none', async () => {
    const before = await newest(tried);
    for (const name of names.filter((one) => !kept.includes(one))) {
      await tried.core.call(name, { tenantId: tried.tenant.id, ...methodNeeds[name].input });
    }
    expect(await entriesAfter(before, tried)).toEqual([]);
  });
});

/** What a method does, as the audit log says it. */
async function told<Name extends ConsoleMethodName>(name: Name, input: ConsoleInput<Name>): Promise<AuditEntry> {
  const before = await newest();
  await call(rollcall.core, name, input);
  const [entry] = await entriesAfter(before);
  if (entry === undefined) throw new Error(`${name} left no entry`);
  return entry;
}

describe('before and after', () => {
  test('a tenant: its settings', async () => {
    const { id: tenantId, name, slug } = rollcall.tenant;
    expect(await told('tenants.set', { tenantId, name: 'Contoso' })).toMatchObject({
      tenantId,
      target: `tenant ${name} (${slug})`,
      before: { name },
      after: { name: 'Contoso' },
    });
  });

  test('a new tenant, by its id, which the input does not have', async () => {
    const entry = await told('tenants.create', { name: 'Fabrikam', slug: 'fabrikam' });
    const tenants = await call(rollcall.core, 'tenants.list', {});
    expect(entry.tenantId).toBe(tenants.find(({ slug }) => slug === 'fabrikam')?.id);
  });

  test('a role: what it permits', async () => {
    const tenantId = rollcall.tenant.id;
    const { id } = await call(rollcall.core, 'roles.create', { tenantId, name: 'Desk', permissions: ['people.view'] });
    expect(await told('roles.set', { tenantId, id, permissions: ['people.view', 'people.edit'] })).toMatchObject({
      target: `role Desk (${id})`,
      before: { permissions: ['people.view'] },
      after: { permissions: ['people.view', 'people.edit'] },
    });
  });

  test('a person: their role, and which fields were set, but not to what', async () => {
    const tenantId = rollcall.tenant.id;
    const id = await addUser(rollcall, 'bob@example.test', { displayName: 'Bob' });
    const roles = await call(rollcall.core, 'roles.list', { tenantId });
    const office = roles.find(({ name }) => name === 'Office manager');
    const sent = { tenantId, id, roleId: office?.id ?? '', title: 'Ratcatcher', notes: 'Allergic to cats' };
    const entry = await told('users.set', sent);
    expect(entry).toMatchObject({
      before: { role: 'Member' },
      after: { role: 'Office manager', fields: ['title', 'notes'] },
    });
    expect(JSON.stringify(entry)).not.toMatch(/Ratcatcher|Allergic/);
  });
});

test('a token is made, shown and revoked without its secret in the audit log', async () => {
  const tenantId = rollcall.tenant.id;
  await call(rollcall.core, 'tenants.setProfile', { tenantId, profile: 'simple-in-out' });
  await call(rollcall.core, 'tenants.set', { tenantId, idpTenantId: 'contoso.example' });
  const before = await newest();
  const { secret, token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
  expect(await call(rollcall.core, 'tokens.reveal', { tenantId, id: token.id })).toEqual({ secret });
  await call(rollcall.core, 'tokens.revoke', { tenantId, id: token.id });
  // Somebody pastes a secret where a name belongs; not one of ours, because a name is kept in clear as it was given.
  const pasted = `scim_${'P'.repeat(49)}`;
  await call(rollcall.core, 'tenants.set', { tenantId, name: pasted });
  await refusal(rollcall.core, 'profiles.remove', { id: secret });
  const entries = await entriesAfter(before);
  expect(entries.map(({ action }) => action)).toEqual([
    'tokens.create',
    'tokens.reveal',
    'tokens.revoke',
    'tenants.set',
    'profiles.remove',
  ]);
  const rows = (await rollcall.ports.audit.read(before, 100)).map(({ content, searchKey }) => content + searchKey);
  for (const one of [secret, pasted]) {
    expect(JSON.stringify(entries)).not.toContain(one);
    expect(rows.join('\n').toLowerCase()).not.toContain(one.toLowerCase());
  }
});

test('each entry is told to the consoles as it is listed', async () => {
  const events: ConsoleEvent[] = [];
  const stop = rollcall.core.subscribe((event) => events.push(event));
  const before = await newest();
  await call(rollcall.core, 'tenants.set', { tenantId: rollcall.tenant.id, name: 'Told' });
  stop();
  const pushed = events.flatMap((event) => (event.name === 'audit.appended' ? event.data.entries : []));
  expect(pushed).toEqual(await entriesAfter(before));
  expect(pushed).toHaveLength(1);
});

describe('audit.list', () => {
  test('finds a part of an action, a name or a detail in any case, by tenant and by outcome', async () => {
    const tenantId = rollcall.tenant.id;
    await refusal(rollcall.core, 'tenants.remove', { tenantId, slug: 'WRONG-slug' });
    const found = await call(rollcall.core, 'audit.list', { search: 'wrong-SLUG', tenantId, outcome: 'failed' });
    expect(found).toMatchObject({ total: 1, entries: [{ action: 'tenants.remove', tenantId }] });
    expect(await call(rollcall.core, 'audit.list', { search: 'wrong-slug', outcome: 'done' })).toMatchObject({
      total: 0,
    });
    expect(await call(rollcall.core, 'audit.list', { search: 'wrong-slug', tenantId: 'x' })).toMatchObject({
      total: 0,
    });
  });

  test('goes on below a seq, and counts all that match', async () => {
    const first = await call(rollcall.core, 'audit.list', { limit: 3 });
    const next = await call(rollcall.core, 'audit.list', { limit: 3, beforeSeq: first.entries.at(-1)?.seq ?? null });
    const seqs = [...first.entries, ...next.entries].map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => first.total - index));
    expect(next.total).toBe(first.total);
  });
});

test('audit.export holds what each hash covers, so that the chain is checked without Rollcall', async () => {
  const { fileName, document } = await call(rollcall.core, 'audit.export', {});
  expect(fileName).toMatch(/^audit-\d{4}-\d\d-\d\d\.json$/);
  const entries = document['entries'] as { seq: number; hash: string; content: string }[];
  let previous = '';
  for (const { seq, hash, content } of entries) {
    previous = createHash('sha256')
      .update(previous + content, 'utf8')
      .digest('hex');
    expect({ seq, hash }).toEqual({ seq, hash: previous });
  }
  expect(document['verdict']).toMatchObject({ intact: true, entries: entries.length, head: previous });
});

describe('refused calls', () => {
  let locked: RollcallForTest;
  let origin: CallOrigin;
  let administrator: CallOrigin;
  beforeAll(async () => {
    locked = await startRollcall();
    const pat = await signInPerson(locked, 'pat');
    await pat.permit('people.view');
    ({ origin } = pat);
    await enforceSignIn(locked);
    administrator = { via: 'host' };
  });
  afterAll(() => locked[Symbol.asyncDispose]());

  const refusedNow = async (): Promise<readonly AuditEntry[]> => {
    const listed = await locked.core.call('audit.list', { outcome: 'refused', limit: 500 }, administrator);
    if (!listed.ok) throw new Error(listed.error.detail);
    return (listed.value as { entries: AuditEntry[] }).entries.toReversed();
  };

  test('are kept with who it was and what was missing, also of methods that only read', async () => {
    const { id: tenantId } = locked.tenant;
    await locked.core.call('audit.list', {}, origin);
    await locked.core.call('users.remove', { tenantId, id: 'x' }, origin);
    await locked.core.call('tokens.list', { tenantId });
    expect(await refusedNow()).toMatchObject([
      {
        action: 'audit.list',
        actor: { kind: 'person', name: 'Signed in as pat', subject: 'https://login.example.test pat' },
        detail: expect.stringContaining('audit.view') as string,
      },
      { action: 'users.remove', tenantId, actor: { kind: 'person' } },
      { action: 'tokens.list', tenantId, actor: { kind: 'nobody', name: '', subject: null } },
    ]);
  });

  test('beyond ten of a kind in a minute are counted in one entry, so that nobody fills the disk', async () => {
    const flooded = await startRollcall();
    await enforceSignIn(flooded);
    for (let sent = 0; sent < 300; sent += 1) {
      await flooded.core.call(names[sent % 20] ?? '', { tenantId: `x${sent}` }, { via: 'browser', signIn: `${sent}` });
    }
    const { audit } = flooded.ports;
    expect(await audit.read(0, 1_000)).toHaveLength(10);
    flooded.core.close();
    await flooded.logged();
    const [last] = (await audit.read(10, 10)).map(({ content }) => JSON.parse(content) as AuditEntry);
    expect(last).toMatchObject({ action: 'calls.refused', outcome: 'refused', actor: { kind: 'nobody' } });
    const counts = Object.values(last?.after ?? {}) as number[];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(290);
    await flooded[Symbol.asyncDispose]();
  });

  test('the secret of a sign-in stands in no file of the database', async () => {
    const files = await Promise.all(['', '-wal'].map((end) => readFile(locked.databaseFile + end)));
    expect(origin.signIn).toHaveLength(64);
    for (const file of files) expect(file.includes(origin.signIn ?? '')).toBe(false);
  });
});
