// Dialogs by keyboard alone: opened, filled, submitted and left; one that asks something lies on another one, and Escape
// closes only that.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { openSession } from '#renderer/console-client/access.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { RecoveryKeyPanel } from '#renderer/features/credentials/recovery-key/RecoveryKeyPanel.tsx';
import { SsoPanel } from '#renderer/features/credentials/sso/SsoPanel.tsx';
import { VaultPanel } from '#renderer/features/settings/VaultPanel.tsx';
import { enforced, entraTenantId, identity, recoveryKeyState, ssoState, vaultState } from './access-fixtures.ts';
import { button, dialog, openBy, press } from './by-keyboard.ts';
import { at, drawApp, drawPage, emptyConsole } from './draw.tsx';
import { token } from './fixtures.ts';

const key = 'AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT';
let fake: FakeConsole;
beforeEach(() => {
  at('#/credentials');
  fake = emptyConsole();
});

const asked = (name: string) => fake.calls.filter((one) => one.name === name).map(({ input }) => input);

describe('a confirmation on top of a dialog', () => {
  beforeEach(() => {
    fake.answer('tokens.list', () => [token('Sealed', { revealable: true })]);
    fake.answer('session.get', () => ({ ...openSession, reauthentication: 'passphrase' }));
    fake.fail('tokens.reveal', { code: 'reauthentication-required', detail: 'Show who you are first.' });
  });

  test('is all that Escape closes; the focus goes back step by step', async () => {
    await drawApp(fake);
    await openBy('Reveal Sealed');
    await expect.element(dialog('Reveal Sealed').getByRole('button', { name: 'Done' })).toHaveFocus();
    await press('{Shift>}{Tab}{/Shift}{Enter}');
    await expect.element(dialog('Show that it is you').getByLabelText('Passphrase')).toHaveFocus();
    await press('{Escape}');
    await expect.element(dialog('Show that it is you')).not.toBeInTheDocument();
    await expect.element(dialog('Reveal Sealed').getByRole('alert')).toMatchTextContent('Show who you are first.');
    await expect.poll(() => dialog('Reveal Sealed').element().contains(document.activeElement)).toBe(true);
    await press('{Escape}');
    await expect.element(dialog('Reveal Sealed')).not.toBeInTheDocument();
    await expect.element(button('Reveal Sealed')).toHaveFocus();
  });

  test('that was answered leaves the dialog below as it was', async () => {
    fake.answer('session.confirm', () => {
      fake.answer('tokens.reveal', () => ({ secret: 'scim_shown' }));
      return openSession;
    });
    await drawApp(fake);
    await openBy('Reveal Sealed');
    await expect.element(dialog('Reveal Sealed').getByRole('button', { name: 'Done' })).toHaveFocus();
    await press('{Shift>}{Tab}{/Shift}{Enter}');
    await expect.element(dialog('Show that it is you').getByLabelText('Passphrase')).toHaveFocus();
    await press('right{Enter}');
    await expect.element(dialog('Reveal Sealed').getByText('scim_shown')).toBeVisible();
    await press('{Escape}');
    await expect.element(button('Reveal Sealed')).toHaveFocus();
  });
});

test('Escape folds a list that is unfolded in a dialog, and leaves the dialog', async () => {
  at('#/credentials?dialog=create-token');
  await drawApp(fake);
  await expect.element(dialog('Create a secret token').getByLabelText('Name')).toHaveFocus();
  await press('{Tab}{ArrowDown}');
  await expect.element(browser.getByRole('listbox')).toBeVisible();
  await press('{Escape}');
  await expect.element(browser.getByRole('listbox')).not.toBeInTheDocument();
  await expect.element(dialog('Create a secret token')).toBeVisible();
});

test('the first field that is wrong has the focus', async () => {
  at('#/credentials?dialog=create-token');
  await drawApp(fake);
  await expect.element(dialog('Create a secret token').getByLabelText('Name')).toHaveFocus();
  await userEvent.clear(dialog('Create a secret token').getByLabelText('Name'));
  dialog('Create a secret token').getByRole('button', { name: 'Create token' }).element().focus();
  await press('{Enter}');
  await expect.element(dialog('Create a secret token').getByLabelText('Name')).toHaveFocus();
  await expect.element(dialog('Create a secret token').getByLabelText('Name')).toHaveAttribute('aria-invalid', 'true');
});

test('a recovery key is made and kept', async () => {
  fake.answer('recoveryKey.create', () => ({ key, state: recoveryKeyState() }));
  await drawPage(fake, <RecoveryKeyPanel />);
  await openBy('Create recovery key');
  await expect
    .element(dialog('Create recovery key').getByRole('button', { name: 'Create recovery key' }))
    .toHaveFocus();
  await press('{Enter}');
  await expect.element(browser.getByTestId('recovery-key')).toMatchTextContent(key);
  // Nothing that closes it has the focus: the key is not shown again.
  await expect.element(dialog('Create recovery key')).toHaveFocus();
  await press('{Shift>}{Tab}{/Shift}');
  await expect.element(button('I have kept it')).toHaveFocus();
  await press('{Enter}');
  await expect.element(dialog('Create recovery key')).not.toBeInTheDocument();
});

test('a recovery key is tried; a wrong one keeps the field, a right one ends with Done', async () => {
  fake.answer('recoveryKey.get', () => recoveryKeyState());
  fake.fail('recoveryKey.drill', { code: 'unauthorized', detail: 'Group 2 is mistyped.' });
  await drawPage(fake, <RecoveryKeyPanel />);
  await openBy('Try it');
  const field = dialog('Try the recovery key').getByLabelText('Recovery key');
  await expect.element(field).toHaveFocus();
  await press('AHVS{Enter}');
  await expect.element(browser.getByText('Group 2 is mistyped.')).toBeVisible();
  await expect.element(field).toHaveFocus();
  fake.answer('recoveryKey.drill', () => ({
    at: '2026-11-21T11:00:00.000Z',
    opensConsole: true,
    opensVault: false,
    state: recoveryKeyState(),
  }));
  await press('{Enter}');
  await expect.element(browser.getByRole('status')).toMatchTextContent('but not the vault');
  await expect.element(browser.getByText("It would not bring back the vault's data key.")).toBeVisible();
  await expect.element(button('Done')).toHaveFocus();
  await press('{Enter}');
  await expect.element(button('Try it')).toHaveFocus();
});

test('single sign-on is connected, step by step', async () => {
  vi.spyOn(window, 'open').mockReturnValue(null);
  fake.answer('recoveryKey.get', () => recoveryKeyState());
  fake.answer('sso.save', () => ssoState({ state: 'saved' }));
  fake.answer('sso.beginTest', () => ({ attemptId: 'a1', authorizationUrl: 'https://login.example/a', expiresAt: '' }));
  fake.answer('sso.finishTest', () => ({ identity: identity(), state: ssoState({ state: 'tested' }) }));
  fake.answer('sso.enforce', () => ({ state: enforced(), recoveryKey: null, signIn: 'opaque' }));
  await drawPage(fake, <SsoPanel />);
  await openBy('Connect Single Sign-On');
  await expect.element(browser.getByLabelText('Directory (tenant) ID')).toHaveFocus();
  await press(`${entraTenantId}{Tab}9999{Enter}`);
  await expect.element(button('Test sign-in')).toHaveFocus();
  await press('{Enter}');
  await expect.element(button('Go on')).toHaveFocus();
  await press('{Enter}');
  await expect.element(button('Turn on single sign-on')).toHaveFocus();
  await press('{Enter}');
  await expect.poll(() => fake.client.signIn.getState()).toBe('opaque');
  vi.restoreAllMocks();
});

test('single sign-on is disconnected with the recovery key', async () => {
  fake.answer('sso.get', enforced);
  fake.answer('sso.disconnect', () => ssoState());
  await drawPage(fake, <SsoPanel />);
  await openBy('Disconnect Single Sign-On');
  await expect.element(button('Cancel')).toHaveFocus();
  await press('{Shift>}{Tab}{/Shift}{Enter}');
  await expect.element(dialog('Disconnect Single Sign-On').getByLabelText('Recovery key')).toHaveFocus();
  await press(`${key}{Tab}{Tab}{Enter}`);
  await expect.poll(() => asked('sso.disconnect')).toEqual([{ recoveryKey: key }]);
});

describe('the vault', () => {
  const locked = vaultState({ protection: 'passphrase', state: 'locked', keyFile: null });

  test('is unlocked, and the focus is where it was when that is left', async () => {
    fake.answer('vault.get', () => locked);
    fake.answer('vault.unlock', () => vaultState({ protection: 'passphrase', keyFile: null }));
    await drawPage(fake, <VaultPanel />);
    await openBy('Unlock the vault');
    await expect.element(dialog('Unlock the vault').getByLabelText('Passphrase')).toHaveFocus();
    await press('{Escape}');
    await expect.element(button('Unlock the vault')).toHaveFocus();
    await press('{Enter}');
    await expect.element(dialog('Unlock the vault').getByLabelText('Passphrase')).toHaveFocus();
    await press('correct horse{Enter}');
    await expect.poll(() => asked('vault.unlock')).toEqual([{ passphrase: 'correct horse' }]);
  });

  test('is recovered, with a new passphrase', async () => {
    fake.answer('vault.get', () => ({ ...locked, state: 'lost', lostBecause: 'The passphrase file is damaged.' }));
    fake.answer('vault.recover', () => vaultState());
    await drawPage(fake, <VaultPanel />);
    await openBy('Recover with the recovery key');
    await expect.element(browser.getByLabelText('Recovery key')).toHaveFocus();
    await press(`${key}{Tab}correct horse battery{Enter}`);
    await expect
      .poll(() => asked('vault.recover'))
      .toEqual([{ recoveryKey: key, passphrase: 'correct horse battery' }]);
  });

  test('gets another protection', async () => {
    fake.answer('vault.setProtection', () => vaultState({ protection: 'passphrase', keyFile: null }));
    await drawPage(fake, <VaultPanel />);
    await openBy('Change protection');
    await expect.element(browser.getByRole('radio', { name: /^Key file/ })).toHaveFocus();
    // Past the keychain, which cannot be chosen here.
    await press('{ArrowDown}');
    await expect.element(browser.getByRole('radio', { name: /^Passphrase/ })).toHaveFocus();
    await press('{Tab}short{Enter}');
    const field = dialog('Change protection').getByLabelText('Passphrase', { exact: true });
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field).toHaveFocus();
    await press('er is not better{Tab}shorter is not better{Enter}');
    await expect
      .poll(() => asked('vault.setProtection'))
      .toEqual([{ protection: 'passphrase', passphrase: 'shorter is not better' }]);
  });
});
