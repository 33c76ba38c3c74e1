// Connecting single sign-on step by step, and every way not to be locked out by it.
import { expect, test } from 'vitest';
import { TestBrowser, withoutAuthTime } from '../oidc-issuer.ts';
import { ada, startSso } from './single-sign-on.ts';

const provider = (issuer: string) => ({ kind: 'oidc', issuer, clientId: 'rollcall' }) as const;

test('nothing is set up at first, and the redirect URI to register is told', async () => {
  await using sso = await startSso();
  expect(await sso.call('sso.get', {})).toMatchObject({
    state: 'off',
    provider: null,
    redirectUri: 'http://localhost/sign-in',
  });
  expect((await sso.refusal('sso.beginTest', {})).code).toBe('conflict');
  expect((await sso.refusal('sso.enforce', {})).code).toBe('conflict');
});

test('what the provider does not confirm is not saved', async () => {
  await using sso = await startSso();
  const directoryTenantId = sso.rollcall.tenant.id;
  await sso.issuer.stop();
  const input = { provider: provider(sso.issuer.issuer), directoryTenantId };
  expect((await sso.refusal('sso.save', input)).code).toBe('unavailable');
  expect((await sso.refusal('sso.save', { ...input, provider: provider('http://login.test') })).code).toBe(
    'invalid-input',
  );
  expect((await sso.refusal('sso.save', { ...input, directoryTenantId: 'none' })).code).toBe('not-found');
  expect((await sso.call('sso.get', {})).state).toBe('off');
});

test.each([
  ['a tenant id that is no GUID', { kind: 'entra', entraTenantId: 'contoso', clientId: crypto.randomUUID() }],
  ['common instead of a tenant', { kind: 'entra', entraTenantId: 'common', clientId: crypto.randomUUID() }],
  ['an issuer that is no URL', { kind: 'oidc', issuer: 'login', clientId: 'x' }],
])('%s is refused before anybody is asked', async (_what, faulty) => {
  await using sso = await startSso();
  const input = { provider: faulty, directoryTenantId: sso.rollcall.tenant.id };
  expect((await sso.refusal('sso.save', input)).code).toBe('invalid-input');
});

test('it is not enforced before a sign-in was tested since it was saved', async () => {
  await using sso = await startSso();
  await sso.save();
  expect((await sso.refusal('sso.enforce', {})).code).toBe('conflict');
  await sso.test();
  expect(await sso.call('sso.get', {})).toMatchObject({ state: 'tested', testedBy: ada.name });
  await sso.save();
  expect(await sso.call('sso.get', {})).toMatchObject({ state: 'saved', testedAt: null });
  expect((await sso.refusal('sso.enforce', {})).code).toBe('conflict');
});

test('a test that fails tests nothing and makes nobody an administrator', async () => {
  await using sso = await startSso();
  await sso.save();
  sso.issuer.forges = true;
  const { attemptId, authorizationUrl } = await sso.call('sso.beginTest', {});
  await new TestBrowser().signIn(authorizationUrl);
  expect((await sso.refusal('sso.finishTest', { attemptId })).code).toBe('unauthorized');
  expect(await sso.call('sso.get', {})).toMatchObject({ state: 'saved', administrators: [] });
});

test('a provider that cannot ask for the credentials again is found out by the test', async () => {
  await using sso = await startSso();
  await sso.save();
  sso.issuer.alter = withoutAuthTime;
  const { attemptId, authorizationUrl } = await sso.call('sso.beginTest', {});
  await new TestBrowser().signIn(authorizationUrl);
  expect((await sso.refusal('sso.finishTest', { attemptId })).detail).toContain('auth_time');
});

test('enforcing makes a recovery key where there is none, and keeps the one there is', async () => {
  await using first = await startSso();
  const { recoveryKey } = await first.enforce();
  expect(recoveryKey).toMatch(/^(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  await using second = await startSso();
  await second.call('recoveryKey.create', {});
  await second.save();
  await second.test();
  expect((await second.call('sso.enforce', {})).recoveryKey).toBeNull();
});

test('enforcing twice gives nobody the sign-in of somebody else', async () => {
  await using sso = await startSso();
  await sso.enforce();
  const bob = await sso.signIn('bob');
  expect((await sso.refusal('sso.enforce', {}, bob)).code).toBe('conflict');
});

test('enforced twice at once it is enforced once, and the recovery key that was shown opens the door', async () => {
  await using sso = await startSso();
  await sso.save();
  await sso.test();
  const enforce = () => sso.rollcall.core.call('sso.enforce', {}, { via: 'browser' });
  const results = await Promise.all([enforce(), enforce()]);
  const keys = results.flatMap(({ ok, ...rest }) =>
    ok && 'value' in rest ? [(rest.value as { recoveryKey: string }).recoveryKey] : [],
  );
  expect(keys).toHaveLength(1);
  expect(await sso.call('recoveryKey.unlock', { key: keys[0] ?? '' })).toEqual({ disconnected: true });
});

test('the last administrator stays; whoever made the test is one even without an app role', async () => {
  await using sso = await startSso();
  const { signIn } = await sso.enforce();
  const { administrators } = await sso.call('sso.get', {}, signIn);
  expect(administrators).toMatchObject([{ subject: 'ada', issuer: sso.issuer.issuer }]);
  const adas = { issuer: sso.issuer.issuer, subject: 'ada' };
  expect((await sso.refusal('sso.removeAdministrator', adas, signIn)).code).toBe('conflict');
  expect((await sso.refusal('sso.removeAdministrator', { ...adas, subject: 'x' }, signIn)).code).toBe('not-found');
});

test('another administrator is added by a test, and one who is removed is out at the next call', async () => {
  await using sso = await startSso();
  const { signIn: adas } = await sso.enforce();
  sso.issuer.signsIn = 'dan';
  const { attemptId, authorizationUrl } = await sso.call('sso.beginTest', {}, adas);
  await new TestBrowser().signIn(authorizationUrl);
  const { identity } = await sso.call('sso.finishTest', { attemptId }, adas);
  expect(identity.subject).toBe('dan');
  const dans = await sso.signIn('dan');
  await sso.call('sso.removeAdministrator', { issuer: sso.issuer.issuer, subject: 'ada' }, dans);
  expect((await sso.refusal('tenants.list', {}, adas)).code).toBe('sign-in-required');
  await sso.call('tenants.list', {}, dans);
});

test('while it is enforced who is admitted can be changed, and the provider cannot', async () => {
  await using sso = await startSso();
  const { signIn } = await sso.enforce();
  const directoryTenantId = sso.rollcall.tenant.id;
  const own = provider(sso.issuer.issuer);
  const saved = await sso.call(
    'sso.save',
    { provider: own, directoryTenantId, administratorAppRole: null, personAppRole: null },
    signIn,
  );
  expect(saved.state).toBe('enforced');
  expect((await sso.signInRefusal('bob')).detail).toContain('only the people on the list');
  const other = { provider: { ...own, clientId: 'another' }, directoryTenantId };
  expect((await sso.refusal('sso.save', other, signIn)).code).toBe('conflict');
});

test('disconnecting needs a fresh sign-in, ends every sign-in and forgets the list', async () => {
  await using sso = await startSso();
  const { signIn } = await sso.enforce();
  expect((await sso.refusal('sso.disconnect', {})).code).toBe('sign-in-required');
  const state = await sso.call('sso.disconnect', {}, signIn);
  expect(state).toMatchObject({ state: 'off', administrators: [], testedAt: null, enforcedAt: null });
  expect(state.provider).toEqual(provider(sso.issuer.issuer));
  expect((await sso.call('session.get', {})).caller).toMatchObject({ kind: 'local' });
  // The old sign-in does not come back with the next connection.
  await sso.save();
  await sso.test();
  await sso.call('sso.enforce', {});
  expect((await sso.refusal('tenants.list', {}, signIn)).code).toBe('sign-in-required');
});

test('locked out: the provider is gone, the recovery key opens the console, and it is connected again', async () => {
  await using sso = await startSso();
  const { recoveryKey } = await sso.enforce();
  await sso.rollcall.core.lockEverybody();
  await sso.issuer.stop();
  expect((await sso.refusal('session.beginSignIn', {})).detail).toContain('cannot be reached');
  expect((await sso.refusal('tenants.list', {})).code).toBe('sign-in-required');
  expect(await sso.call('recoveryKey.unlock', { key: recoveryKey })).toEqual({ disconnected: true });
  expect((await sso.call('session.get', {})).caller).toMatchObject({ kind: 'local', administrator: true });
  await sso.issuer.start();
  await sso.save();
  await sso.test();
  const { recoveryKey: none, signIn } = await sso.call('sso.enforce', {});
  expect(none).toBeNull();
  expect((await sso.call('session.get', {}, signIn)).caller).toMatchObject({ name: ada.name });
});

test('an administrator disconnects with the recovery key where the sign-in is not fresh; a wrong one does nothing', async () => {
  await using sso = await startSso();
  const { signIn, recoveryKey } = await sso.enforce();
  sso.clock.aheadMs = 6 * 60_000;
  expect((await sso.refusal('sso.disconnect', {}, signIn)).code).toBe('reauthentication-required');
  const wrong = await sso.refusal('sso.disconnect', { recoveryKey: 'AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT' }, signIn);
  expect(wrong.code).toBe('unauthorized');
  expect((await sso.call('sso.get', {}, signIn)).state).toBe('enforced');
  expect((await sso.call('sso.disconnect', { recoveryKey }, signIn)).state).toBe('off');
});

test('only the URL of a sign-in that waits is opened for the provider', async () => {
  await using sso = await startSso();
  await sso.save();
  const { core } = sso.rollcall;
  const { attemptId, authorizationUrl } = await sso.call('sso.beginTest', {});
  expect(core.isSignInUrl(authorizationUrl)).toBe(true);
  expect(core.isSignInUrl(`${authorizationUrl}&x=1`)).toBe(false);
  expect(core.isSignInUrl(sso.issuer.issuer)).toBe(false);
  await sso.call('session.cancelSignIn', { attemptId });
  expect(core.isSignInUrl(authorizationUrl)).toBe(false);
});

test('the audit log tells who connected it, and holds neither the recovery key nor a sign-in', async () => {
  await using sso = await startSso();
  const { signIn, recoveryKey } = await sso.enforce();
  await sso.signInRefusal('dan');
  const { entries } = await sso.call('audit.list', {}, signIn);
  const actions = entries.map(({ action, outcome }) => `${action} ${outcome}`);
  expect(actions).toEqual(expect.arrayContaining(['sso.save done', 'sso.finishTest done', 'sso.enforce done']));
  expect(entries.find(({ action }) => action === 'session.finishSignIn')).toMatchObject({
    outcome: 'refused',
    target: `Dan Nobody (${sso.issuer.issuer} dan)`,
  });
  const text = JSON.stringify(entries);
  expect(text.includes(signIn) || text.includes(recoveryKey)).toBe(false);
});
