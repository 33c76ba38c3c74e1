// Who is signed in to the console: real sign-ins with a real provider, and a clock that can be set.
import { readFile, stat } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { signInMinutes } from '#shared/console-api/session.ts';
import { TestBrowser } from '../oidc-issuer.ts';
import { addUser, patch } from './people.ts';
import { ada, startSso, type SsoForTest } from './single-sign-on.ts';

const minutes = 60_000;
const hours = 60 * minutes;

/** Somebody whom the provider of the directory tenant provisioned; their id. */
const provision = ({ rollcall }: SsoForTest, externalId: string, userName = externalId): Promise<string> =>
  addUser(rollcall, `${userName}@example.com`, { externalId });

const roleNamed = async (sso: SsoForTest, name: string, signIn: string): Promise<string> => {
  const roles = await sso.call('roles.list', { tenantId: sso.rollcall.tenant.id }, signIn);
  const found = roles.find((role) => role.name === name);
  if (found === undefined) throw new Error(`There is no role ${name}, but ${roles.map((role) => role.name).join()}`);
  return found.id;
};

test('without single sign-on everybody is the local admin, and nobody has to sign in', async () => {
  await using sso = await startSso();
  expect(await sso.call('session.get', {})).toMatchObject({
    sso: 'off',
    caller: { kind: 'local', administrator: true, tenantId: null },
    reauthentication: 'none',
  });
  expect(await sso.refusal('session.beginSignIn', {})).toMatchObject({ code: 'conflict' });
});

test('once it is enforced, a call without a sign-in is refused and says what to do', async () => {
  await using sso = await startSso();
  await sso.enforce();
  expect(await sso.call('session.get', {})).toMatchObject({ sso: 'enforced', caller: null, recoveryKeyExists: true });
  const refusal = await sso.refusal('tenants.list', {});
  expect(refusal.code).toBe('sign-in-required');
  expect(refusal.detail).toContain('carries no sign-in');
  expect((await sso.refusal('tenants.list', {}, 'f'.repeat(64))).detail).toContain('ended or locked');
});

test('whoever made the test sign-in is signed in as an administrator once it is enforced', async () => {
  await using sso = await startSso();
  const { signIn } = await sso.enforce();
  const session = await sso.call('session.get', {}, signIn);
  expect(session).toMatchObject({ caller: { kind: 'person', name: ada.name, administrator: true } });
  expect(session.freshUntil).not.toBeNull();
});

test('an administrator by app role signs in without being provisioned or on the list', async () => {
  await using sso = await startSso();
  await sso.enforce();
  const signIn = await sso.signIn('bob');
  expect((await sso.call('session.get', {}, signIn)).caller).toMatchObject({ administrator: true, tenantId: null });
});

test('somebody without an app role is refused, and the sentence names what is missing', async () => {
  await using sso = await startSso();
  await sso.enforce();
  const refusal = await sso.signInRefusal('dan');
  expect(refusal.code).toBe('unauthorized');
  expect(refusal.detail).toContain('no app role');
  expect(refusal.detail).toContain('Rollcall.User');
});

test('a person with the app role is refused until they are provisioned, and never by a row made by hand', async () => {
  await using sso = await startSso();
  const { signIn: admin } = await sso.enforce();
  expect((await sso.signInRefusal('cleo')).detail).toContain('externalId cleo');
  const { tenant } = sso.rollcall;
  await sso.call('users.create', { tenantId: tenant.id, userName: 'byhand', externalId: 'cleo' }, admin);
  expect((await sso.signInRefusal('cleo')).detail).toContain('was made here and not provisioned');
});

test('a provisioned person has what their role permits, in their tenant alone', async () => {
  await using sso = await startSso();
  await sso.enforce();
  const id = await provision(sso, 'cleo');
  const other = await sso.rollcall.addTenant('other');
  const cleo = await sso.signIn('cleo');
  const { caller } = await sso.call('session.get', {}, cleo);
  expect(caller).toMatchObject({ administrator: false, tenantId: sso.rollcall.tenant.id, userId: id });
  expect((await sso.refusal('sso.save', {}, cleo)).code).toBe('forbidden');
  expect((await sso.refusal('users.facets', { tenantId: other.id }, cleo)).code).toBe('forbidden');
});

test('an e-mail address or user name is never enough: the subject must be the externalId', async () => {
  await using sso = await startSso();
  await sso.enforce();
  sso.issuer.accounts.set('eve', {
    id: 'eve',
    name: 'Eve',
    userName: 'cleo@example.com',
    appRoles: ['Rollcall.User'],
  });
  await provision(sso, 'cleo');
  expect((await sso.signInRefusal('eve')).detail).toContain('externalId eve');
});

test('a role that changes, and one whose permissions change, count at the next call', async () => {
  await using sso = await startSso();
  const { signIn: admin } = await sso.enforce();
  const tenantId = sso.rollcall.tenant.id;
  const id = await provision(sso, 'cleo');
  const cleo = await sso.signIn('cleo');
  const role = await sso.call('roles.create', { tenantId, name: 'Clerk', permissions: ['people.view'] }, admin);
  await sso.call('users.set', { tenantId, id, roleId: role.id }, admin);
  await sso.call('users.facets', { tenantId }, cleo);
  await sso.call('roles.set', { tenantId, id: role.id, permissions: [] }, admin);
  expect((await sso.refusal('users.facets', { tenantId }, cleo)).code).toBe('forbidden');
  await sso.call('users.set', { tenantId, id, roleId: await roleNamed(sso, 'Admin', admin) }, admin);
  expect((await sso.call('session.get', {}, cleo)).caller).toMatchObject({ administrator: true, tenantId: null });
});

test('a deactivated person is out at the next call, and in again when they are active', async () => {
  await using sso = await startSso();
  await sso.enforce();
  const id = await provision(sso, 'cleo');
  const cleo = await sso.signIn('cleo');
  const setActive = (value: boolean): Promise<void> =>
    patch(sso.rollcall, `/Users/${id}`, { op: 'replace', path: 'active', value });
  await setActive(false);
  expect((await sso.refusal('users.list', {}, cleo)).detail).toContain('deactivated');
  await setActive(true);
  expect((await sso.call('session.get', {}, cleo)).caller).not.toBeNull();
});

test('two people with one externalId are nobody', async () => {
  await using sso = await startSso();
  await sso.enforce();
  await provision(sso, 'cleo');
  await provision(sso, 'cleo', 'second');
  expect((await sso.signInRefusal('cleo')).detail).toContain('it must be one');
});

test('an Entra object id is the same in any case, another subject is not', async () => {
  await using sso = await startSso();
  await sso.enforce();
  const oid = '0d3c1f5e-9a3b-4c1d-8e2f-aabbccddeeff';
  sso.issuer.accounts.set(oid, { id: oid, name: 'Olaf', appRoles: ['Rollcall.User'] });
  await provision(sso, oid.toUpperCase());
  await provision(sso, 'CLEO');
  expect((await sso.call('session.get', {}, await sso.signIn(oid))).caller).toMatchObject({ name: 'Olaf' });
  expect((await sso.signInRefusal('cleo')).detail).toContain('externalId cleo');
});

test('a sign-in ends 30 minutes after its last use, and goes on while it is used', async () => {
  await using sso = await startSso();
  const { signIn } = await sso.enforce();
  for (let use = 0; use < 3; use++) {
    sso.clock.aheadMs += 20 * minutes;
    await sso.call('tenants.list', {}, signIn);
    await sso.rollcall.storage.flush(); // the use is written with a transaction of its own
  }
  sso.clock.aheadMs += 30 * minutes;
  const refusal = await sso.refusal('tenants.list', {}, signIn);
  expect(refusal.code).toBe('sign-in-required');
  expect(refusal.detail).toContain('30 minutes without use');
});

test('a sign-in ends 8 hours after it began, however much it is used', async () => {
  await using sso = await startSso();
  const { signIn } = await sso.enforce();
  for (let use = 0; use < 17; use++) {
    sso.clock.aheadMs += 25 * minutes;
    await sso.call('tenants.list', {}, signIn);
    await sso.rollcall.storage.flush();
  }
  sso.clock.aheadMs = 8 * hours;
  expect((await sso.refusal('tenants.list', {}, signIn)).detail).toContain('after 8 hours');
});

test('lock ends this sign-in and no other; sleep ends every one', async () => {
  await using sso = await startSso();
  const { signIn: first } = await sso.enforce();
  const [second, third] = [await sso.signIn('ada'), await sso.signIn('bob')];
  const heard: ConsoleEvent['name'][] = [];
  sso.rollcall.core.subscribe(({ name }) => void heard.push(name));
  await sso.call('session.lock', {}, first);
  expect((await sso.refusal('tenants.list', {}, first)).code).toBe('sign-in-required');
  await sso.call('tenants.list', {}, second);
  await sso.rollcall.core.lockEverybody();
  expect((await sso.refusal('tenants.list', {}, second)).code).toBe('sign-in-required');
  expect((await sso.refusal('tenants.list', {}, third)).code).toBe('sign-in-required');
  await expect.poll(() => heard).toContain('session.changed');
});

test('two admins who sign in at once never meet', async () => {
  await using sso = await startSso();
  await sso.enforce();
  sso.issuer.signsIn = 'ada';
  const first = await sso.call('session.beginSignIn', {});
  const second = await sso.call('session.beginSignIn', {});
  const [adas, bobs] = [new TestBrowser(), new TestBrowser()];
  const back = await adas.visit(first.authorizationUrl);
  sso.issuer.signsIn = 'bob';
  await bobs.signIn(second.authorizationUrl);
  await fetch(back);
  const finished = await Promise.all(
    [first, second].map(({ attemptId }) => sso.call('session.finishSignIn', { attemptId })),
  );
  expect(finished.map(({ session }) => session.caller?.name)).toEqual(['Ada Admin', 'Bob Boss']);
  expect(new Set(finished.map(({ signIn }) => signIn)).size).toBe(2);
});

test('an attempt is finished once, and a test is no sign-in', async () => {
  await using sso = await startSso();
  const { signIn: admin } = await sso.enforce();
  sso.issuer.signsIn = 'dan';
  const attempt = await sso.call('sso.beginTest', {}, admin);
  await new TestBrowser().signIn(attempt.authorizationUrl);
  expect((await sso.refusal('session.finishSignIn', { attemptId: attempt.attemptId })).code).toBe('unauthorized');
  sso.issuer.signsIn = 'ada';
  const own = await sso.call('session.beginSignIn', {});
  await new TestBrowser().signIn(own.authorizationUrl);
  await sso.call('session.finishSignIn', { attemptId: own.attemptId });
  expect((await sso.refusal('session.finishSignIn', { attemptId: own.attemptId })).code).toBe('unauthorized');
});

test('eight sign-ins may wait at once; a cancelled one makes room', async () => {
  await using sso = await startSso();
  await sso.enforce();
  const attempts = await Promise.all(Array.from({ length: 8 }, () => sso.call('session.beginSignIn', {})));
  expect((await sso.refusal('session.beginSignIn', {})).code).toBe('unavailable');
  await sso.call('session.cancelSignIn', { attemptId: attempts[0]?.attemptId ?? '' });
  await sso.call('session.beginSignIn', {});
});

test('a redirect that never comes ends the wait, and somebody who cancels is told so', async () => {
  await using sso = await startSso();
  await sso.enforce();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { attemptId } = await sso.call('session.beginSignIn', {});
  const refused = sso.refusal('session.finishSignIn', { attemptId });
  await vi.advanceTimersByTimeAsync(signInMinutes * minutes);
  expect(await refused).toMatchObject({
    code: 'unavailable',
    detail: expect.stringContaining('Nobody came back') as string,
  });
  vi.useRealTimers();
  sso.issuer.signsIn = undefined;
  const cancelled = await sso.call('session.beginSignIn', {});
  await new TestBrowser().signIn(cancelled.authorizationUrl);
  expect(await sso.refusal('session.finishSignIn', { attemptId: cancelled.attemptId })).toMatchObject({
    code: 'unauthorized',
    detail: expect.stringContaining('was cancelled') as string,
  });
});

test('a sign-in is fresh for five minutes after the credentials were asked for, and only then', async () => {
  await using sso = await startSso();
  const { signIn: first } = await sso.enforce();
  sso.clock.aheadMs = 6 * minutes;
  expect((await sso.call('session.get', {}, first)).freshUntil).toBeNull();
  expect((await sso.refusal('sso.disconnect', {}, first)).code).toBe('reauthentication-required');
  // The provider's own session still holds: it did not ask for anything.
  const second = await sso.signIn('ada');
  expect((await sso.call('session.get', {}, second)).freshUntil).toBeNull();
  sso.clock.aheadMs = 0;
  const third = await sso.signIn('ada', { again: true });
  expect((await sso.call('session.get', {}, third)).freshUntil).not.toBeNull();
});

test('whoever signs in again goes on with the new sign-in alone', async () => {
  await using sso = await startSso();
  const { signIn: old } = await sso.enforce();
  sso.issuer.signsIn = 'ada';
  const { attemptId, authorizationUrl } = await sso.call('session.beginSignIn', { again: true }, old);
  await new TestBrowser().signIn(authorizationUrl);
  const { signIn } = await sso.call('session.finishSignIn', { attemptId }, old);
  await sso.call('tenants.list', {}, signIn);
  expect((await sso.refusal('tenants.list', {}, old)).code).toBe('sign-in-required');
});

test('without single sign-on the recovery key shows again who it is, for five minutes', async () => {
  await using sso = await startSso();
  const { key } = await sso.call('recoveryKey.create', {});
  sso.clock.aheadMs += 2_000; // what there is to ask for is remembered for a second
  expect(await sso.call('session.get', {})).toMatchObject({ reauthentication: 'recoveryKey', freshUntil: null });
  expect((await sso.refusal('session.confirm', { recoveryKey: `${key.slice(0, -1)}?` })).code).toBe('unauthorized');
  expect((await sso.refusal('session.confirm', {})).code).toBe('invalid-input');
  expect((await sso.call('session.confirm', { recoveryKey: key })).freshUntil).not.toBeNull();
  sso.clock.aheadMs += 5 * minutes + 1;
  expect((await sso.call('session.get', {})).freshUntil).toBeNull();
});

test('where the vault has a passphrase, that is asked for, and lock forgets that it was given', async () => {
  await using sso = await startSso();
  const passphrase = 'correct horse battery';
  await sso.call('vault.setProtection', { protection: 'passphrase', passphrase });
  sso.clock.aheadMs += 2_000;
  expect(await sso.call('session.get', {})).toMatchObject({ reauthentication: 'passphrase', freshUntil: null });
  expect((await sso.refusal('session.confirm', { passphrase: 'another one, wrong' })).code).toBe('unauthorized');
  expect((await sso.call('session.get', {})).freshUntil).toBeNull();
  expect((await sso.call('session.confirm', { passphrase })).freshUntil).not.toBeNull();
  await sso.call('session.lock', {});
  expect((await sso.call('session.get', {})).freshUntil).toBeNull();
});

test('once single sign-on is enforced, neither passphrase nor recovery key stands for a sign-in', async () => {
  await using sso = await startSso();
  const { signIn, recoveryKey } = await sso.enforce();
  expect((await sso.refusal('session.confirm', { recoveryKey })).code).toBe('sign-in-required');
  expect((await sso.refusal('session.confirm', { recoveryKey }, signIn)).code).toBe('conflict');
});

test('the secret of a sign-in is nowhere in the database, which only its owner reads', async () => {
  await using sso = await startSso();
  const { signIn } = await sso.enforce();
  const { databaseFile } = sso.rollcall;
  await sso.call('tenants.list', {}, signIn);
  const files = await Promise.all(
    [databaseFile, `${databaseFile}-wal`].map((file) => readFile(file, 'latin1').catch(() => '')),
  );
  expect(files.join('').includes(signIn)).toBe(false);
  expect(files.join('').includes('Ada Admin')).toBe(true);
  expect((await stat(databaseFile)).mode & 0o077).toBe(0);
});
