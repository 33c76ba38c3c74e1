import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import type { Token } from '#shared/console-api/tokens.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { CreateTokenDialog } from '#renderer/features/credentials/CreateTokenDialog.tsx';
import { CredentialsPage } from '#renderer/features/credentials/CredentialsPage.tsx';
import { inDays, rotated, lastUse } from './credential-fixtures.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { tenant, token } from './fixtures.ts';

let fake: FakeConsole;
const secret = 'scim_0123456789abcdefghijklmnopqrstuvwxyz';

beforeEach(() => {
  at('#/credentials');
  fake = emptyConsole();
});
afterEach(() => vi.useRealTimers());

const page = (
  <>
    <CredentialsPage />
    <CreateTokenDialog />
  </>
);
const draw = (tokens: readonly Token[], profile = 'generic') => {
  fake.answer('tokens.list', () => [...tokens]);
  const shown = { ...tenant, profile };
  fake.answer('tenants.list', () => [shown]);
  return drawPage(fake, page, shown);
};
const button = (name: string) => browser.getByRole('button', { name, exact: true });
const dialog = () => browser.getByRole('dialog');
const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const inputOf = (name: string): unknown => fake.calls.findLast((call) => call.name === name)?.input;
const calls = (name: string): number => fake.calls.filter((call) => call.name === name).length;
const nowhere = (): void => {
  expect(document.documentElement.outerHTML).not.toContain(secret);
  expect(location.href).not.toContain(secret);
  expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain(secret);
};

describe('creating a token', () => {
  beforeEach(() => fake.answer('tokens.create', ({ label }) => ({ token: token(label), secret })));

  test('takes its scope and the networks it may come from', async () => {
    await draw([]);
    await button('Create token').first().click();
    await dialog().getByText('Read only').click();
    await expect.element(dialog()).toMatchTextContent(/A write is answered with 403/);
    await dialog().getByLabelText('Allowed networks').fill('203.0.113.0/24\n2001:db8::/32');
    await press('Create token');
    await expect.element(dialog().getByText(secret)).toBeVisible();
    expect(inputOf('tokens.create')).toMatchObject({ scope: 'read', networks: ['203.0.113.0/24', '2001:db8::/32'] });
  });

  test('without a choice may do all, from anywhere', async () => {
    await draw([]);
    await button('Create token').first().click();
    await press('Create token');
    await expect.element(dialog().getByText(secret)).toBeVisible();
    expect(inputOf('tokens.create')).toMatchObject({ scope: 'read-write', networks: [], userId: null });
  });

  test('says which of the networks cannot be one', async () => {
    await draw([]);
    await button('Create token').first().click();
    await dialog().getByLabelText('Allowed networks').fill('203.0.113.0/24, the office');
    await press('Create token');
    await expect.element(dialog().getByText(/“the” is no network. Write it like 203.0.113.0\/24/)).toBeVisible();
    expect(calls('tokens.create')).toBe(0);
  });

  test('says how long a copy stays on the clipboard', async () => {
    await draw([]);
    await button('Create token').first().click();
    await press('Create token');
    await expect
      .element(dialog())
      .toMatchTextContent(/stays on the clipboard for 60 seconds; then Rollcall empties it/);
  });
});

describe('rotating a token', () => {
  beforeEach(() =>
    fake.answer('tokens.rotate', ({ label }) => ({
      token: token(label ?? 'Entra 2', { replacesId: 'token-Entra' }),
      secret,
      old: token('Entra'),
    })),
  );

  test('explains that both hold, and shows the new secret once', async () => {
    await draw([token('Entra', { use: lastUse() })]);
    await button('Rotate Entra').click();
    await expect.element(dialog()).toMatchTextContent(/both hold: nothing stops/);
    await press('Rotate');
    await expect.element(dialog().getByText(secret)).toBeVisible();
    expect(inputOf('tokens.rotate')).toEqual({
      tenantId: tenant.id,
      id: 'token-Entra',
      expiresAt: expect.stringMatching(/^\d{4}-/),
      retire: 'ask',
    });
    await press('Done');
    await expect.element(dialog()).not.toBeInTheDocument();
    nowhere();
  });

  test('takes a name, and lets the old one retire by itself', async () => {
    await draw([token('Entra')]);
    await button('Rotate Entra').click();
    await dialog().getByLabelText('Name of the new one').fill('Entra, winter');
    await dialog().getByRole('combobox', { name: 'Expires' }).click();
    await browser.getByRole('option', { name: 'Never' }).click();
    await dialog().getByText('By itself').click();
    await expect.element(dialog()).toMatchTextContent(/Rollcall revokes it once the new one has served/);
    await press('Rotate');
    await expect.element(dialog().getByText(secret)).toBeVisible();
    expect(inputOf('tokens.rotate')).toMatchObject({
      label: 'Entra, winter',
      expiresAt: null,
      retire: 'automatically',
    });
  });

  test('keeps the secret on screen while the tokens change behind it, and from a click beside it', async () => {
    await draw([token('Entra')]);
    await button('Rotate Entra').click();
    await press('Rotate');
    await expect.element(dialog().getByText(secret)).toBeVisible();
    for (const changed of rotated('waiting')) fake.push('tokens.changed', { tenantId: tenant.id, token: changed });
    await userEvent.click(document.body, { position: { x: 5, y: 5 }, force: true });
    await expect.element(dialog().getByText(secret)).toBeVisible();
  });

  test('comes after the warning, where the profile has one', async () => {
    await draw([token('Entra')], 'rfpio');
    await button('Rotate Entra').click();
    await press('Rotate');
    await expect.element(dialog()).toMatchTextContent(/will not be displayed again/);
    expect(calls('tokens.rotate')).toBe(0);
    await press('Submit');
    await expect.element(dialog().getByText(secret)).toBeVisible();
  });

  test('once more names the token that is to take over already', async () => {
    at('#/credentials?dialog=rotate&id=token-Entra');
    await draw(rotated('waiting'));
    await expect.element(dialog()).toMatchTextContent(/Entra 2 is to take over from Entra already/);
    await expect.element(dialog().getByRole('button', { name: 'Rotate' })).not.toBeInTheDocument();
  });

  test('says why it was refused and keeps what was typed', async () => {
    fake.fail('tokens.rotate', { code: 'unavailable', detail: 'The disk is full.' });
    await draw([token('Entra')]);
    await button('Rotate Entra').click();
    await dialog().getByLabelText('Name of the new one').fill('Entra, winter');
    await press('Rotate');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('The disk is full.');
    await expect.element(dialog().getByLabelText('Name of the new one')).toHaveValue('Entra, winter');
  });
});

describe('revoking a token', () => {
  beforeEach(() => fake.answer('tokens.revoke', () => token('Entra', { state: 'revoked' })));

  test('names who uses it, when it was used last, and what stops', async () => {
    await draw([token('Entra', { use: lastUse() })]);
    await button('Revoke Entra').click();
    await expect
      .element(dialog())
      .toMatchTextContent(/Entra provisioning\/2\.1 at 20\.91\.4\.17 used it last, (?:now|.* ago)/);
    await expect.element(dialog()).toMatchTextContent(/It stops syncing at its next call/);
    expect(calls('tokens.revoke')).toBe(0);
    await press('Revoke');
    await expect.poll(() => inputOf('tokens.revoke')).toEqual({ tenantId: tenant.id, id: 'token-Entra' });
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  test('that was never used stops nothing', async () => {
    await draw([token('Entra')]);
    await button('Revoke Entra').click();
    await expect.element(dialog()).toMatchTextContent(/It was never used.*Nothing stops by it/);
  });

  test('warns while the one that takes over has not shown that it serves', async () => {
    await draw(rotated('waiting'));
    await button('Revoke Entra').click();
    await expect.element(dialog()).toMatchTextContent(/Entra 2 is meant to take over and has not shown that it serves/);
  });

  test('is to retire it, once another one has taken over', async () => {
    await draw(rotated('ready'));
    await button('Retire Entra').click();
    await expect.element(browser.getByRole('dialog', { name: 'Retire Entra?' })).toMatchTextContent(/nothing stops/);
    await press('Retire');
    await expect
      .poll(() => inputOf('tokens.revoke'))
      .toEqual({ tenantId: tenant.id, id: 'token-Entra', successorId: 'token-Entra 2' });
  });

  test('can be left: Cancel has the focus, Esc closes, and the button has the focus again', async () => {
    await draw([token('Entra')]);
    await button('Revoke Entra').click();
    await expect.element(dialog().getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(button('Revoke Entra')).toHaveFocus();
    expect(calls('tokens.revoke')).toBe(0);
  });

  test('says why it was refused', async () => {
    fake.fail('tokens.revoke', { code: 'unavailable', detail: 'The disk is full.' });
    await draw([token('Entra')]);
    await button('Revoke Entra').click();
    await press('Revoke');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('The disk is full.');
  });
});

test('deleting a token says that nothing stops, and that the log keeps its name', async () => {
  fake.answer('tokens.remove', ({ id }) => ({ id }));
  await draw([token('Old', { state: 'revoked' })]);
  await button('Delete Old').click();
  await expect.element(dialog()).toMatchTextContent(/nothing stops.*the provisioning log keeps its name/);
  await press('Delete');
  await expect.poll(() => inputOf('tokens.remove')).toEqual({ tenantId: tenant.id, id: 'token-Old' });
  await expect.element(dialog()).not.toBeInTheDocument();
});

describe('editing a token', () => {
  beforeEach(() => fake.answer('tokens.set', () => token('Entra')));

  test('keeps its expiry unless another one is chosen', async () => {
    await draw([token('Entra', { expiresAt: inDays(40), scope: 'read', networks: ['10.0.0.0/8'] })]);
    await button('Edit Entra').click();
    await expect
      .element(dialog().getByRole('combobox', { name: 'Expires' }))
      .toHaveValue(expect.stringMatching(/^As it is: /));
    await expect.element(dialog().getByLabelText('Allowed networks')).toHaveValue('10.0.0.0/8');
    await dialog().getByText('Read and write').click();
    await press('Save');
    await expect
      .poll(() => inputOf('tokens.set'))
      .toEqual({
        tenantId: tenant.id,
        id: 'token-Entra',
        label: 'Entra',
        scope: 'read-write',
        networks: ['10.0.0.0/8'],
        userId: null,
      });
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  test('can let it hold for ever, from anywhere', async () => {
    await draw([token('Entra', { expiresAt: inDays(40), networks: ['10.0.0.0/8'] })]);
    await button('Edit Entra').click();
    await dialog().getByRole('combobox', { name: 'Expires' }).click();
    await browser.getByRole('option', { name: 'Never', exact: true }).click();
    await dialog().getByLabelText('Allowed networks').fill('');
    await press('Save');
    await expect.poll(() => inputOf('tokens.set')).toMatchObject({ expiresAt: null, networks: [] });
  });
});

test('a dialog closes when its token is gone', async () => {
  await draw([token('Old', { state: 'revoked' })]);
  await button('Delete Old').click();
  await expect.element(dialog()).toBeVisible();
  fake.push('tokens.removed', { tenantId: tenant.id, id: 'token-Old' });
  await expect.element(dialog()).not.toBeInTheDocument();
});

test('revealing says for how long, and that the audit log tells of it', async () => {
  fake.answer('tokens.reveal', () => ({ secret }));
  await draw([token('Bearer Token', { revealable: true })], 'simple-in-out');
  await button('Reveal Bearer Token').click();
  await expect.element(dialog()).toMatchTextContent(/Shown for 30 seconds.*clipboard for 60 seconds.*audit log/);
  await press('Reveal Bearer Token');
  await expect.element(dialog().getByText(secret)).toBeVisible();
  await press('Done');
  await expect.element(dialog()).not.toBeInTheDocument();
  nowhere();
});
