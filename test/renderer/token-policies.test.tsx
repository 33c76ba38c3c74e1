import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { openSession } from '#renderer/console-client/access.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { at, drawApp, emptyConsole } from './draw.tsx';
import { tenant, token } from './fixtures.ts';

let fake: FakeConsole;
const secret = 'scim_0123456789abcdefghijklmnopqrstuvwxyz';

beforeEach(() => {
  at('#/overview');
  fake = emptyConsole();
});
afterEach(() => localStorage.clear());

/** The console of one tenant with a profile. */
function drawTenant(profile: string, facts: Partial<TenantWithUrl> = {}) {
  fake.answer('tenants.list', () => [{ ...tenant, profile, ...facts }]);
  return drawApp(fake);
}

const reveal = () => browser.getByRole('button', { name: 'Reveal Bearer Token' });
const dialog = () => browser.getByRole('dialog');
const openDialog = () => browser.getByRole('button', { name: 'Create token' }).first().click();
const create = () => dialog().getByRole('button', { name: 'Create token' }).click();
const called = (name: string): boolean => fake.calls.some((call) => call.name === name);
const nowhere = (): void => {
  expect(document.documentElement.outerHTML).not.toContain(secret);
  expect(location.href).not.toContain(secret);
  expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain(secret);
};

describe('a new token', () => {
  test.each([
    ['generic', 'Secret Token'],
    ['simple-in-out', 'Bearer Token'],
    ['sign-in-enterprise', 'SCIM Host Provisioning'],
    ['rfpio', 'SCIM API Token'],
  ])('%s calls it %s unless told otherwise', async (profile, label) => {
    await drawTenant(profile);
    await openDialog();
    await expect.element(dialog().getByLabelText('Name')).toHaveValue(label);
  });

  test('that is shown once says that only a hash is kept', async () => {
    fake.answer('tokens.create', ({ label }) => ({ token: token(label), secret }));
    await drawTenant('generic');
    await openDialog();
    await create();
    await expect.element(dialog()).toMatchTextContent(/Rollcall shows it once and then keeps only a hash/);
  });

  test('that can be shown again says so instead', async () => {
    fake.answer('tokens.create', ({ label }) => ({ token: token(label, { revealable: true }), secret }));
    await drawTenant('simple-in-out');
    await openDialog();
    await create();
    await expect.element(dialog()).toMatchTextContent(/Reveal shows it again whenever you need it/);
    await expect.element(dialog().getByText(/only a hash/)).not.toBeInTheDocument();
  });
});

describe('a profile that warns', () => {
  test('makes no token before the warning was read', async () => {
    fake.answer('tokens.create', ({ label }) => ({ token: token(label), secret }));
    await drawTenant('rfpio');
    await openDialog();
    await dialog().getByLabelText('Name').fill('RFPIO for Entra');
    await create();
    await expect.element(dialog()).toMatchTextContent(/will not be displayed again/);
    expect(called('tokens.create')).toBe(false);
    await expect.element(dialog().getByRole('button', { name: 'Submit' })).toHaveFocus();
    await dialog().getByRole('button', { name: 'Submit' }).click();
    await expect.element(dialog().getByText(secret)).toBeVisible();
    expect(fake.calls.find(({ name }) => name === 'tokens.create')?.input).toMatchObject({ label: 'RFPIO for Entra' });
  });

  test('leads back to what was typed', async () => {
    await drawTenant('rfpio');
    await openDialog();
    await dialog().getByLabelText('Name').fill('RFPIO for Entra');
    await create();
    await dialog().getByRole('button', { name: 'Back' }).click();
    await expect.element(dialog().getByLabelText('Name')).toHaveValue('RFPIO for Entra');
    expect(called('tokens.create')).toBe(false);
  });

  test('says there why it was refused', async () => {
    fake.fail('tokens.create', { code: 'unavailable', detail: 'The disk is full.' });
    await drawTenant('rfpio');
    await openDialog();
    await create();
    await dialog().getByRole('button', { name: 'Submit' }).click();
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('The disk is full.');
  });
});

describe("a profile that needs the identity provider's tenant id", () => {
  const id = '2f1c9a44-7f76-453a-919d-413861904646';

  test('asks for it in the place of the form, and goes on once it is saved', async () => {
    const saved = { ...tenant, profile: 'sosafe', idpTenantId: id };
    fake.answer('tenants.set', () => saved);
    await drawTenant('sosafe');
    await openDialog();
    await expect.element(dialog()).toMatchTextContent(/SoSafe asks for this before a token is made/);
    await expect.element(dialog().getByRole('button', { name: 'Create token' })).not.toBeInTheDocument();
    await dialog().getByLabelText('Identity Provider Tenant ID (Azure, Okta, etc.)').fill(id);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => fake.calls.at(-1))
      .toEqual({ name: 'tenants.set', input: { tenantId: tenant.id, idpTenantId: id } });
    fake.push('tenants.changed', { tenant: saved });
    await expect.element(dialog().getByRole('button', { name: 'Create token' })).toBeVisible();
  });

  test('asks no more once it is known', async () => {
    await drawTenant('sosafe', { idpTenantId: id });
    await openDialog();
    await expect.element(dialog().getByLabelText('Name')).toHaveValue('SCIM');
  });
});

/** Connect shows it in place; the credentials page in a dialog of its own. */
const places = ['#/connect', '#/credentials?dialog=reveal&id=token-Bearer+Token'] as const;

describe('a token that can be shown again', () => {
  beforeEach(() => {
    fake.answer('tokens.list', () => [token('Bearer Token', { revealable: true })]);
    fake.answer('tokens.reveal', () => ({ secret }));
  });

  test.each(places)('is masked until asked for, and masked again on request: %s', async (hash) => {
    at(hash);
    await drawTenant('simple-in-out');
    await expect.element(reveal().first()).toBeVisible();
    nowhere();
    await reveal().first().click();
    await expect.element(browser.getByText(secret)).toBeVisible();
    expect(fake.calls.at(-1)).toEqual({
      name: 'tokens.reveal',
      input: { tenantId: tenant.id, id: 'token-Bearer Token' },
    });
    await expect.element(browser.getByRole('button', { name: 'Copy Bearer Token' })).toBeEnabled();
    await browser.getByRole('button', { name: 'Hide Bearer Token' }).click();
    await expect.element(browser.getByText(secret)).not.toBeInTheDocument();
    nowhere();
  });

  test.each(places)('is masked again by itself after 30 seconds: %s', async (hash) => {
    at(hash);
    await drawTenant('simple-in-out');
    await expect.element(reveal().first()).toBeVisible();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    await reveal().first().click();
    await expect.element(browser.getByText(secret)).toBeVisible();
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    await expect.element(browser.getByText(secret)).not.toBeInTheDocument();
    nowhere();
  });

  test('is gone with the page', async () => {
    at('#/connect');
    await drawTenant('simple-in-out');
    await reveal().first().click();
    await expect.element(browser.getByText(secret)).toBeVisible();
    await browser.getByRole('link', { name: 'Board', exact: true }).click();
    await browser.getByRole('link', { name: 'Connect', exact: true }).click();
    await expect.element(reveal().first()).toBeVisible();
    nowhere();
  });

  test.each(places)('says why it could not be shown: %s', async (hash) => {
    at(hash);
    fake.fail('tokens.reveal', { code: 'unavailable', detail: 'The key file is missing.' });
    await drawTenant('simple-in-out');
    await reveal().first().click();
    await expect.element(browser.getByRole('alert').first()).toMatchTextContent('The key file is missing.');
  });
});

test('who has to show who they are is asked in front of the dialog that shows it', async () => {
  fake.answer('tokens.list', () => [token('Bearer Token', { revealable: true })]);
  fake.answer('session.get', () => ({ ...openSession, reauthentication: 'passphrase' }));
  fake.fail('tokens.reveal', { code: 'reauthentication-required', detail: 'Show who you are first.' });
  fake.answer('session.confirm', () => {
    fake.answer('tokens.reveal', () => ({ secret }));
    return openSession;
  });
  at(places[1]);
  await drawTenant('simple-in-out');
  await reveal().first().click();
  await browser.getByLabelText('Passphrase').fill('right');
  await browser.getByRole('button', { name: 'Go on' }).click();
  await expect.element(browser.getByText(secret)).toBeVisible();
});

test('a token that was shown once cannot be revealed', async () => {
  at('#/credentials');
  fake.answer('tokens.list', () => [token('Entra')]);
  await drawTenant('generic');
  await expect.element(browser.getByRole('row', { name: /Entra/ })).toMatchTextContent(/ekYI/);
  await expect.element(browser.getByRole('button', { name: /^Reveal/ })).not.toBeInTheDocument();
});
