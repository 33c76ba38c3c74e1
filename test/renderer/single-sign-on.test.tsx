// Connect Single Sign-On on the Credentials page: nothing is enforced before a test sign-in, and not before the recovery key
// was kept.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as browser } from 'vitest/browser';
import { SsoPanel } from '#renderer/features/credentials/sso/SsoPanel.tsx';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { enforced, entraTenantId, identity, recoveryKeyState, ssoState } from './access-fixtures.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';

const attempt = { attemptId: 'a1', authorizationUrl: 'https://login.example/authorize', expiresAt: '' };
const key = 'AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT';

let fake: FakeConsole;
const opened = vi.fn<(url: string) => void>();
beforeEach(() => {
  at('#/credentials');
  fake = emptyConsole();
  fake.answer('sso.get', () => ssoState());
  fake.answer('recoveryKey.get', () => recoveryKeyState({ exists: false }));
  vi.spyOn(window, 'open').mockImplementation((url) => {
    opened(String(url));
    return null;
  });
});
afterEach(() => vi.restoreAllMocks());

const button = (name: string | RegExp) => browser.getByRole('button', { name });
const asked = (name: string) => fake.calls.filter((one) => one.name === name).map(({ input }) => input);

async function setUp(): Promise<void> {
  await drawPage(fake, <SsoPanel />);
  await button('Connect Single Sign-On').click();
  await browser.getByLabelText('Directory (tenant) ID').fill(entraTenantId);
  await browser.getByLabelText('Application (client) ID').fill('99999999-2222-4333-8444-555555555555');
  await button('Check and go on').click();
}

test('set up, tested, key kept, turned on; the admin stays signed in', async () => {
  fake.answer('sso.save', () => ssoState({ state: 'saved' }));
  fake.answer('sso.beginTest', () => attempt);
  fake.answer('sso.finishTest', () => ({ identity: identity(), state: ssoState({ state: 'tested' }) }));
  fake.answer('recoveryKey.create', () => ({ key, state: recoveryKeyState() }));
  fake.answer('sso.enforce', () => ({ state: enforced(), recoveryKey: null, signIn: 'opaque' }));
  await setUp();
  expect(asked('sso.save')).toMatchObject([{ provider: { kind: 'entra', entraTenantId }, directoryTenantId: 't1' }]);
  await button('Test sign-in').click();
  await expect.element(browser.getByText('Ada Lovelace signed in and is an administrator.')).toBeVisible();
  expect(opened).toHaveBeenCalledWith(attempt.authorizationUrl);
  await button('Go on').click();
  await button('Create recovery key').click();
  await expect.element(browser.getByTestId('recovery-key')).toMatchTextContent(key);
  expect(asked('sso.enforce')).toEqual([]);
  await button('I have kept it').click();
  await button('Turn on single sign-on').click();
  await expect.poll(() => fake.client.signIn.getState()).toBe('opaque');
});

test('an identity provider that cannot be reached is said where it was typed, and what was typed stays', async () => {
  fake.fail('sso.save', { code: 'unavailable', detail: 'login.microsoftonline.com did not answer.' });
  await setUp();
  await expect.element(browser.getByRole('alert')).toMatchTextContent('did not answer');
  await expect.element(browser.getByLabelText('Directory (tenant) ID')).toHaveValue(entraTenantId);
});

test('a test sign-in that fails turns nothing on', async () => {
  fake.answer('sso.save', () => ssoState({ state: 'saved' }));
  fake.answer('sso.beginTest', () => attempt);
  fake.fail('sso.finishTest', { code: 'unauthorized', detail: 'The sign-in was cancelled.' });
  await setUp();
  await button('Test sign-in').click();
  await expect.element(browser.getByRole('alert')).toMatchTextContent('The sign-in was cancelled.');
  await expect.element(button('Go on')).not.toBeInTheDocument();
});

test('an empty field is asked for before Rollcall is', async () => {
  await drawPage(fake, <SsoPanel />);
  await button('Connect Single Sign-On').click();
  await button('Check and go on').click();
  await expect.element(browser.getByText(/^Enter the Directory/)).toBeVisible();
  expect(asked('sso.save')).toEqual([]);
});

test('once it is on, the panel says who administers and how it is disconnected', async () => {
  fake.answer('sso.get', enforced);
  fake.answer('sso.disconnect', () => ssoState());
  await drawPage(fake, <SsoPanel />);
  await expect.element(browser.getByText('Ada Lovelace')).toBeVisible();
  await button('Disconnect Single Sign-On').click();
  await button('Use the recovery key instead').click();
  await browser.getByRole('dialog').getByLabelText('Recovery key').fill(key);
  await browser.getByRole('dialog').getByRole('button', { name: 'Disconnect Single Sign-On' }).click();
  await expect.poll(() => asked('sso.disconnect')).toEqual([{ recoveryKey: key }]);
});
