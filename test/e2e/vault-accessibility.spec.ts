// What stands between a person and a secret that is kept: shown again after Rollcall asked who it is, a vault that is lost, a
// vault that is locked. axe finds nothing in any of it, in either theme.
import { rm } from 'node:fs/promises';
import { chromium, type Page } from 'playwright/test';
import { chromiumArgs, chromiumPath } from '../chromium.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { serve, type Served } from '../served.ts';
import { checkInto, open, type Check } from './axe.ts';
import { expect, test } from './host.ts';

const passphrase = 'correct horse battery';
const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name });

/** A secret that is shown again, after the console asked who it is. */
async function checkReveal(page: Page, recoveryKey: string, check: Check): Promise<void> {
  const dialog = dialogOf(page, 'Reveal Sealed');
  await open(page, 'Credentials');
  await page.getByRole('button', { name: 'Reveal Sealed' }).click();
  await dialog.getByRole('button', { name: 'Reveal Sealed' }).click();
  const asked = dialogOf(page, 'Show that it is you');
  await asked.getByRole('textbox', { name: 'Recovery key' }).fill('0000');
  await asked.getByRole('button', { name: 'Go on' }).click();
  await expect(asked.getByText(/has 28 characters/)).toBeVisible();
  await check('asked who it is, with a fault');
  await asked.getByRole('textbox', { name: 'Recovery key' }).fill(recoveryKey);
  await asked.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByTestId('secret')).toBeVisible();
  await check('a secret that is shown again');
}

/** A vault whose key file is gone, brought back. */
async function checkLostVault(page: Page, recoveryKey: string, check: Check): Promise<void> {
  const dialog = dialogOf(page, 'Recover with the recovery key');
  const recover = dialog.getByRole('button', { name: 'Recover with the recovery key' });
  await open(page, 'Settings');
  await expect(page.getByText('The data key is lost')).toBeVisible();
  await check('a vault that is lost');
  await page.getByRole('button', { name: 'Recover with the recovery key' }).click();
  await dialog.getByLabel('Recovery key').fill('0000');
  await recover.click();
  await expect(dialog.getByText(/has 28 characters/)).toBeVisible();
  await check('recover the vault, with a fault');
  await dialog.getByLabel('Recovery key').fill(recoveryKey);
  await recover.click();
  await expect(dialog).toHaveCount(0);
}

/** A vault that a passphrase opens after each start. */
async function checkLockedVault(page: Page, check: Check): Promise<void> {
  const dialog = dialogOf(page, 'Unlock the vault');
  const unlock = dialog.getByRole('button', { name: 'Unlock the vault' });
  await open(page, 'Settings');
  await page.getByRole('button', { name: 'Unlock the vault' }).click();
  await dialog.getByLabel('Passphrase').fill('wrong');
  await unlock.click();
  await expect(dialog.getByText(/not the passphrase/)).toBeVisible();
  await check('unlock the vault, with a fault');
  await dialog.getByLabel('Passphrase').fill(passphrase);
  await unlock.click();
  await expect(dialog).toHaveCount(0);
}

test.skip(({ host }) => host !== 'serve', 'the same pages in the same Chromium');

test('neither a secret that is shown again nor a vault that is lost or locked has an accessibility fault', async () => {
  test.setTimeout(420_000); // Rollcall is started three times and axe looks at five states, on whatever machine
  await using stack = new AsyncDisposableStack();
  const folder = await makeDataFolder();
  const keys = `${folder}-keys`;
  stack.defer(() => rm(keys, { recursive: true, force: true }));
  stack.defer(() => removeDataFolder(folder));
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs, chromiumSandbox: false });
  stack.defer(() => browser.close());
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  const found: string[] = [];
  const check = checkInto(page, found);
  /** A start of Rollcall on the same folder, and what is done then. */
  const started = async (then: (served: Served) => Promise<void>): Promise<void> => {
    await using served = await serve({ folder, env: { ROLLCALL_KEY_FOLDER: keys } });
    await page.goto(served.ready.consoleUrl);
    await then(served);
  };
  let recoveryKey = '';
  await started(async (served) => {
    const { tenantId } = served;
    await served.call('tenants.setProfile', { tenantId, profile: 'simple-in-out' });
    await served.call('tokens.create', { tenantId, label: 'Sealed' });
    recoveryKey = (await served.call('recoveryKey.create', {})).key;
    await checkReveal(page, recoveryKey, check);
  });
  await rm(keys, { recursive: true });
  await started(async (served) => {
    await checkLostVault(page, recoveryKey, check);
    await served.call('session.confirm', { recoveryKey });
    await served.call('vault.setProtection', { protection: 'passphrase', passphrase });
  });
  await started(() => checkLockedVault(page, check));
  expect(found).toEqual([]);
});
