// Single sign-on as who sits before the console meets it: asked to sign in, back by the recovery key, asked once more before
// a secret is shown, and spared what their role does not permit.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { Caller, Session } from '#shared/console-api/session.ts';
import { openSession } from '#renderer/console-client/access.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { at, drawApp, emptyConsole } from './draw.tsx';

const provider = 'Microsoft Entra ID';
const locked: Session = {
  ...openSession,
  sso: 'enforced',
  provider,
  caller: null,
  reauthentication: 'signIn',
  recoveryKeyExists: true,
};
const ada: Caller = {
  kind: 'person',
  name: 'Ada Lovelace',
  administrator: false,
  tenantId: 't1',
  userId: 'person-1',
  roleName: 'Member',
  permissions: ['people.view', 'groups.view'],
  signedInAt: '2026-11-21T11:00:00.000Z',
  expiresAt: '2026-11-21T19:00:00.000Z',
};
const asAda: Session = { ...locked, caller: ada };
const attempt = {
  attemptId: 'a1',
  authorizationUrl: 'https://login.example/authorize?state=s',
  expiresAt: '2026-11-21T11:05:00.000Z',
};

let fake: FakeConsole;
const opened = vi.fn<(url: string) => void>();
beforeEach(() => {
  at('#/overview');
  fake = emptyConsole();
  vi.spyOn(window, 'open').mockImplementation((url) => {
    opened(String(url));
    return null;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  opened.mockReset();
  localStorage.clear();
});

const button = (name: string | RegExp) => browser.getByRole('button', { name });
const title = (name: string) => browser.getByRole('heading', { level: 1, name });
const named = (name: string) => fake.calls.filter((one) => one.name === name);

test('nothing of the console is asked for or shown before somebody signed in', async () => {
  fake.answer('session.get', () => locked);
  await drawApp(fake);
  await expect.element(title('Sign in to Rollcall')).toBeVisible();
  await expect.element(browser.getByRole('navigation')).not.toBeInTheDocument();
  expect(named('overview.get')).toEqual([]);
});

test('the provider’s page opens in the browser, and the console follows when it comes back', async () => {
  let session = locked;
  fake.answer('session.get', () => session);
  fake.answer('session.beginSignIn', () => attempt);
  const { promise: back, resolve: finish } = Promise.withResolvers<void>();
  fake.answer('session.finishSignIn', async () => {
    await back;
    session = asAda;
    return { signIn: 'opaque', session };
  });
  await drawApp(fake);
  await button(`Sign in with ${provider}`).click();
  await expect.element(browser.getByRole('status')).toMatchTextContent('browser window');
  expect(opened).toHaveBeenCalledWith(attempt.authorizationUrl);
  finish();
  await expect.element(title('Overview')).toBeVisible();
  expect(fake.client.signIn.getState()).toBe('opaque');
});

test('a refused sign-in says why, and can be tried again', async () => {
  fake.answer('session.get', () => locked);
  fake.answer('session.beginSignIn', () => attempt);
  fake.fail('session.finishSignIn', { code: 'unauthorized', detail: 'No person of this tenant is ada.' });
  await drawApp(fake);
  await button(`Sign in with ${provider}`).click();
  await expect.element(browser.getByRole('alert')).toMatchTextContent('No person of this tenant is ada.');
  await expect.element(button(`Sign in with ${provider}`)).toBeEnabled();
});

test('a cancelled sign-in is told to Rollcall, and its late answer signs nobody in', async () => {
  fake.answer('session.get', () => locked);
  fake.answer('session.beginSignIn', () => attempt);
  fake.answer('session.cancelSignIn', () => ({}));
  const { promise: back, resolve: finish } = Promise.withResolvers<void>();
  fake.answer('session.finishSignIn', async () => {
    await back;
    return { signIn: 'late', session: asAda };
  });
  await drawApp(fake);
  await button(`Sign in with ${provider}`).click();
  await button('Cancel').click();
  await expect.poll(() => named('session.cancelSignIn')).toMatchObject([{ input: { attemptId: 'a1' } }]);
  finish();
  await expect.element(button(`Sign in with ${provider}`)).toBeEnabled();
  expect(fake.client.signIn.getState()).toBeNull();
});

test('the recovery key disconnects single sign-on; a wrong one says what is wrong with it', async () => {
  let session = locked;
  fake.answer('session.get', () => session);
  fake.fail('recoveryKey.unlock', { code: 'unauthorized', detail: 'Group 3 is mistyped.' });
  await drawApp(fake);
  await button(/Locked out/).click();
  await browser.getByLabelText('Recovery key').fill('AHVS-HND8');
  await button('Disconnect single sign-on').click();
  await expect.element(browser.getByText('Group 3 is mistyped.')).toBeVisible();
  fake.answer('recoveryKey.unlock', () => {
    session = openSession;
    fake.push('session.changed', {});
    return { disconnected: true };
  });
  await button('Disconnect single sign-on').click();
  await expect.element(title('Overview')).toBeVisible();
});

test('a sign-in that ended shows the way back in, and forgets what was shown', async () => {
  let session = asAda;
  fake.answer('session.get', () => session);
  await drawApp(fake);
  await expect.element(title('Overview')).toBeVisible();
  fake.client.signIn.setState('opaque', true);
  session = locked;
  fake.fail('overview.get', { code: 'sign-in-required', detail: 'The sign-in ended after 30 minutes.' });
  await fake.client.call('overview.get', { tenantId: 't1' }).catch(() => undefined);
  await expect.element(title('Sign in to Rollcall')).toBeVisible();
});

test('the menu of who is signed in names their role and locks', async () => {
  let session = asAda;
  fake.answer('session.get', () => session);
  fake.answer('session.lock', () => {
    session = locked;
    return {};
  });
  await drawApp(fake);
  fake.client.signIn.setState('opaque', true);
  await button('Signed in as Ada Lovelace').click();
  await expect.element(browser.getByText('Member')).toBeVisible();
  await browser.getByRole('menuitem', { name: 'Lock' }).click();
  await expect.element(title('Sign in to Rollcall')).toBeVisible();
  expect(fake.client.signIn.getState()).toBeNull();
});

test('pages that the role does not permit are not in the navigation, and say so when they are opened', async () => {
  fake.answer('session.get', () => asAda);
  at('#/roles');
  await drawApp(fake);
  await expect.element(browser.getByRole('heading', { name: 'Roles is not open to your role' })).toBeVisible();
  const names = browser
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link')
    .elements()
    .map((link) => link.textContent);
  expect(names).toEqual(['Overview', 'Board', 'Groups']);
  expect(named('roles.list')).toEqual([]);
});

test('the overview of a role has what its pages would show, and asks for nothing else', async () => {
  fake.answer('session.get', () => asAda);
  await drawApp(fake);
  await expect.element(title('Overview')).toBeVisible();
  await expect.element(browser.getByRole('region', { name: 'Users' })).toBeVisible();
  for (const name of ['Connect Entra', 'Needs a decision', 'Requests']) {
    expect(browser.getByRole('region', { name }).query()).toBeNull();
  }
  const asked = new Set(fake.calls.map(({ name }) => name));
  expect([...asked].toSorted()).toEqual(['overview.get', 'session.get', 'settings.get', 'tenants.list']);
});

test('what needs a fresh confirmation is asked for once more after it was given', async () => {
  let fresh = false;
  fake.answer('session.get', () => ({ ...openSession, reauthentication: 'passphrase' }));
  fake.answer('session.confirm', ({ passphrase }) => {
    fresh = passphrase === 'right';
    return openSession;
  });
  await drawApp(fake);
  await expect.element(title('Overview')).toBeVisible();
  fake.fail('tokens.reveal', { code: 'reauthentication-required', detail: 'Show who you are first.' });
  const revealed = fake.client.call('tokens.reveal', { tenantId: 't1', id: 'k1' });
  await browser.getByLabelText('Passphrase').fill('right');
  fake.answer('tokens.reveal', () => ({ secret: fresh ? 'scim_secret' : '' }));
  await button('Go on').click();
  expect(await revealed).toEqual({ secret: 'scim_secret' });
});

test('who does not confirm is told that it was needed', async () => {
  fake.answer('session.get', () => ({ ...openSession, reauthentication: 'recoveryKey' }));
  fake.fail('tokens.reveal', { code: 'reauthentication-required', detail: 'Show who you are first.' });
  await drawApp(fake);
  await expect.element(title('Overview')).toBeVisible();
  const revealed = fake.client.call('tokens.reveal', { tenantId: 't1', id: 'k1' }).catch((error: unknown) => error);
  await button('Cancel').click();
  expect(await revealed).toMatchObject({ message: 'Show who you are first.' });
});
