// The recovery key on the Credentials page: shown with three ways to keep it, tried without consequence.
import { beforeEach, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import { RecoveryKeyPanel } from '#renderer/features/credentials/recovery-key/RecoveryKeyPanel.tsx';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { recoveryKeyState } from './access-fixtures.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';

const key = 'AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT';
let fake: FakeConsole;
beforeEach(() => {
  at('#/credentials');
  fake = emptyConsole();
});
const button = (name: string) => browser.getByRole('button', { name });

test('a new key is shown with copy, print and save; the printed sheet has its code and a line for where it is kept', async () => {
  fake.answer('recoveryKey.get', () => recoveryKeyState({ exists: false }));
  fake.answer('recoveryKey.create', () => ({ key, state: recoveryKeyState() }));
  await drawPage(fake, <RecoveryKeyPanel />);
  await button('Create recovery key').click();
  await browser.getByRole('dialog').getByRole('button', { name: 'Create recovery key' }).click();
  await expect.element(browser.getByTestId('recovery-key')).toMatchTextContent(key);
  await expect.element(button('Print')).toBeVisible();
  await expect.element(button('Save')).toBeVisible();
  const sheet = document.querySelector('.print-sheet');
  expect(sheet?.textContent).toContain(key);
  expect(sheet?.textContent).toContain('Stored at');
  await expect.poll(() => sheet?.querySelector('svg path')?.getAttribute('d')?.length).toBeGreaterThan(1_000);
  await button('I have kept it').click();
  await expect.poll(() => document.querySelector('.print-sheet')).toBeNull();
});

test('a drill says what the key would open; a wrong key says what is wrong with it', async () => {
  fake.answer('recoveryKey.get', () => recoveryKeyState({ drillDue: true }));
  fake.fail('recoveryKey.drill', { code: 'unauthorized', detail: 'Group 2 is mistyped.' });
  await drawPage(fake, <RecoveryKeyPanel />);
  await expect.element(browser.getByText('Not proved lately')).toBeVisible();
  await button('Try it').click();
  await browser.getByRole('textbox', { name: 'Recovery key' }).fill(key);
  await button('Try the key').click();
  await expect.element(browser.getByText('Group 2 is mistyped.')).toBeVisible();
  const state = recoveryKeyState({ drilledAt: '2026-11-21T11:00:00.000Z' });
  fake.answer('recoveryKey.drill', () => ({ at: state.drilledAt ?? '', opensConsole: true, opensVault: true, state }));
  await button('Try the key').click();
  await expect.element(browser.getByRole('status')).toMatchTextContent('This key opens the door.');
  fake.push('recoveryKey.changed', { recoveryKey: state });
  await button('Done').click();
  await expect.element(browser.getByText('Ready')).toBeVisible();
});

test('replacing asks first, and names what follows', async () => {
  fake.answer('recoveryKey.get', () => recoveryKeyState());
  await drawPage(fake, <RecoveryKeyPanel />);
  await button('Replace recovery key').click();
  await expect.element(browser.getByText(/opens nothing any more/)).toBeVisible();
  await button('Cancel').click();
  expect(fake.calls.filter(({ name }) => name === 'recoveryKey.create')).toEqual([]);
});

test('a key that may be shown again is, and is gone from the page afterwards', async () => {
  fake.answer('recoveryKey.get', () => recoveryKeyState({ revealable: true }));
  fake.answer('recoveryKey.reveal', () => ({ key }));
  await drawPage(fake, <RecoveryKeyPanel />);
  await button('Reveal').click();
  await expect.element(browser.getByTestId('recovery-key')).toMatchTextContent(key);
  await button('I have kept it').click();
  await expect.poll(() => document.body.textContent).not.toContain(key);
});

test('paused tries say until when', async () => {
  fake.answer('recoveryKey.get', () => recoveryKeyState({ pausedUntil: '2026-11-21T11:15:00.000Z' }));
  await drawPage(fake, <RecoveryKeyPanel />);
  await expect.element(browser.getByRole('alert')).toMatchTextContent('Five wrong tries');
});
