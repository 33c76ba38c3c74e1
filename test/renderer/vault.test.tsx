// The vault in Settings: said as it is, and its protection changed without loss.
import { beforeEach, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import { VaultPanel } from '#renderer/features/settings/VaultPanel.tsx';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { vaultState } from './access-fixtures.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';

let fake: FakeConsole;
beforeEach(() => {
  at('#/settings');
  fake = emptyConsole();
});
const button = (name: string) => browser.getByRole('button', { name });
const inDialog = (name: string) => browser.getByRole('dialog').getByRole('button', { name });

test('a key file is not called encrypted, and what cannot be chosen says why', async () => {
  fake.answer('vault.get', () => vaultState());
  await drawPage(fake, <VaultPanel />);
  await expect.element(browser.getByText(/Programs of this account can read it too/)).toBeVisible();
  await button('Change protection').click();
  await expect.element(browser.getByRole('radio', { name: /System keychain/ })).toBeDisabled();
  await expect.element(browser.getByText('This is no desktop: there is no keychain.')).toBeVisible();
});

test('a passphrase is asked for twice and must be long enough', async () => {
  fake.answer('vault.get', () => vaultState());
  fake.answer('vault.setProtection', () => vaultState({ protection: 'passphrase', keyFile: null }));
  await drawPage(fake, <VaultPanel />);
  await button('Change protection').click();
  await browser.getByRole('radio', { name: /^Passphrase/ }).click();
  await browser.getByLabelText('Passphrase', { exact: true }).last().fill('short');
  await inDialog('Change protection').click();
  await expect.element(browser.getByText('A passphrase needs at least 12 characters.')).toBeVisible();
  await browser.getByLabelText('Passphrase', { exact: true }).last().fill('correct horse battery');
  await browser.getByLabelText('Passphrase once more').fill('correct horse');
  await inDialog('Change protection').click();
  await expect.element(browser.getByText('The two passphrases differ.')).toBeVisible();
  await browser.getByLabelText('Passphrase once more').fill('correct horse battery');
  await inDialog('Change protection').click();
  await expect
    .poll(() => fake.calls.findLast(({ name }) => name === 'vault.setProtection')?.input)
    .toEqual({
      protection: 'passphrase',
      passphrase: 'correct horse battery',
    });
});

test('a locked vault is unlocked with its passphrase', async () => {
  fake.answer('vault.get', () => vaultState({ protection: 'passphrase', state: 'locked', keyFile: null }));
  fake.fail('vault.unlock', { code: 'unauthorized', detail: 'The passphrase is wrong.' });
  await drawPage(fake, <VaultPanel />);
  await button('Unlock the vault').click();
  await browser.getByLabelText('Passphrase', { exact: true }).fill('wrong');
  await inDialog('Unlock the vault').click();
  await expect.element(browser.getByText('The passphrase is wrong.')).toBeVisible();
});

test('a lost data key says why, and asks for the recovery key', async () => {
  fake.answer('vault.get', () => vaultState({ state: 'lost', lostBecause: 'The key file is missing.' }));
  fake.answer('vault.recover', () => vaultState());
  await drawPage(fake, <VaultPanel />);
  await expect.element(browser.getByRole('alert')).toMatchTextContent('The key file is missing.');
  await button('Recover with the recovery key').click();
  await browser.getByLabelText('Recovery key').fill('AHVS-HND8');
  await inDialog('Recover with the recovery key').click();
  await expect
    .poll(() => fake.calls.findLast(({ name }) => name === 'vault.recover')?.input)
    .toEqual({ recoveryKey: 'AHVS-HND8' });
});
