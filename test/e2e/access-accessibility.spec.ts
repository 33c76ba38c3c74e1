// What lets people into the console, in both themes: single sign-on from off to on, the recovery key, the vault, the audit
// log, the page to sign in. axe finds nothing in any of their states, and the content security policy is never broken.
import type { Page } from 'playwright/test';
import { startOidcIssuer, type OidcIssuer } from '../oidc-issuer.ts';
import { checkInto, open, startWatched, violationsSeen, type Check } from './axe.ts';
import { expect, test } from './host.ts';
import { atProvider, cancelThere, signInAs } from './provider-page.ts';

interface Place {
  readonly page: Page;
  readonly app: Parameters<typeof atProvider>[0]['app'];
}

const ada = { id: 'oid-ada', name: 'Ada Lovelace' };
const dialogOf = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string): Promise<void> =>
  dialogOf(page).getByRole('button', { name, exact: true }).click();

async function closed(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toHaveCount(0);
}

/** From no recovery key to one that was tried. */
async function checkRecoveryKey(page: Page, check: Check): Promise<void> {
  const dialog = dialogOf(page);
  await page.getByRole('button', { name: 'Create recovery key' }).click();
  await check('create a recovery key');
  await press(page, 'Create recovery key');
  const key = (await page.getByTestId('recovery-key').textContent()) ?? '';
  await check('a recovery key, shown');
  await press(page, 'I have kept it');
  await page.getByRole('button', { name: 'Try it' }).click();
  await dialog.getByLabel('Recovery key').fill('0000-0000-0000-0000-0000-0000-0000');
  await press(page, 'Try the key');
  await expect(dialog.getByText(/not a recovery key/)).toBeVisible();
  await check('try a recovery key, with a fault');
  await dialog.getByLabel('Recovery key').fill(key);
  await press(page, 'Try the key');
  await expect(dialog.getByRole('status')).toBeVisible();
  await check('a recovery key that opens the door');
  await press(page, 'Done');
  await page.getByRole('button', { name: 'Replace recovery key' }).click();
  await check('replace a recovery key');
  await closed(page);
}

/** Connect Single Sign-On, step by step, until it is on. */
async function checkConnect(place: Place, issuer: OidcIssuer, check: Check): Promise<void> {
  const { page } = place;
  const dialog = dialogOf(page);
  const testSignIn = (): Promise<void> => press(page, 'Test sign-in');
  await page.getByRole('button', { name: 'Connect Single Sign-On' }).click();
  await press(page, 'Check and go on');
  await check('connect to Entra, with faults');
  await dialog.getByText('Other OpenID Connect provider').click();
  await dialog.getByLabel('Issuer').fill(issuer.issuer);
  await dialog.getByLabel('Client ID').fill(issuer.clientId);
  await press(page, 'Check and go on');
  await expect(dialog.getByRole('button', { name: 'Test sign-in' })).toBeVisible();
  await check('test sign-in');
  await atProvider(place, testSignIn, async (provider) => {
    await check('test sign-in, waiting');
    await cancelThere(provider);
  });
  await expect(dialog.getByRole('alert')).toBeVisible();
  await check('test sign-in, cancelled');
  await atProvider(place, testSignIn, signInAs(ada.name));
  await expect(dialog).toContainText('signed in and is an administrator');
  await check('test sign-in, passed');
  await press(page, 'Go on');
  await check('what single sign-on changes');
  await press(page, 'Turn on single sign-on');
  await expect(page.getByRole('button', { name: `Signed in as ${ada.name}` })).toBeVisible();
  await check('credentials, single sign-on is on');
  await page.getByRole('button', { name: 'Disconnect Single Sign-On' }).click();
  await check('disconnect');
  await press(page, 'Use the recovery key instead');
  await check('disconnect with the recovery key');
  await closed(page);
}

async function checkVault(page: Page, check: Check): Promise<void> {
  const dialog = dialogOf(page);
  await open(page, 'Settings');
  await page.getByRole('button', { name: 'Change protection' }).click();
  await check('change protection');
  await dialog.getByRole('radio', { name: /^Passphrase/ }).check();
  await dialog.getByLabel('Passphrase', { exact: true }).fill('short');
  await press(page, 'Change protection');
  await check('change protection, with faults');
  await closed(page);
}

async function checkAudit(page: Page, check: Check): Promise<void> {
  await page.getByRole('link', { name: 'Open the audit log' }).click();
  await page.getByRole('button', { name: 'Turned on single sign-on' }).waitFor();
  await check('audit log');
  await page.getByRole('button', { name: 'Turned on single sign-on' }).click();
  await check('audit entry');
  await closed(page);
  await page.getByRole('button', { name: 'Verify the chain' }).click();
  await expect(dialogOf(page).getByText(/^Intact/)).toBeVisible();
  await check('audit log, verified');
  await closed(page);
  await page.getByLabel('Search the audit log').fill('nothing like this');
  await expect(page.getByRole('button', { name: 'Clear filters' })).toBeVisible();
  await check('audit log, filtered empty');
}

/** The account menu, the page to sign in, and the way back in. */
async function checkSignIn(place: Place, check: Check): Promise<void> {
  const { page } = place;
  await page.getByRole('button', { name: `Signed in as ${ada.name}` }).click();
  await expect(page.getByRole('menuitem', { name: 'Lock' })).toBeVisible();
  await check('account menu');
  await page.getByRole('menuitem', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Rollcall' })).toBeVisible();
  await check('sign in');
  const signIn = page.getByRole('button', { name: /^Sign in with/ });
  await atProvider(
    place,
    () => signIn.click(),
    async (provider) => {
      await check('sign in, waiting');
      await cancelThere(provider);
    },
  );
  await expect(page.getByRole('alert')).toBeVisible();
  await check('sign in, cancelled');
  await page.getByRole('button', { name: /^Locked out/ }).click();
  await page.getByRole('textbox', { name: 'Recovery key' }).fill('0000');
  await page.getByRole('button', { name: 'Disconnect single sign-on' }).click();
  await expect(page.getByText(/7 groups|seven groups|28 characters|not a recovery key/i).last()).toBeVisible();
  await check('sign in, with the recovery key');
}

test.skip(
  ({ host }) => host !== 'serve',
  'the same pages in the same Chromium; single-sign-on.spec.ts drives the desktop',
);

test('nothing that lets people in has an accessibility fault or breaks the policy', async ({
  page,
  opened: { app },
}) => {
  test.setTimeout(300_000); // axe looks at two dozen states, on whatever machine this is
  await using issuer = await startOidcIssuer([ada]);
  issuer.signsIn = null;
  await startWatched(page);
  const found: string[] = [];
  const check = checkInto(page, found);
  const place = { page, app };
  await open(page, 'Credentials');
  await check('credentials, single sign-on is off');
  await checkRecoveryKey(page, check);
  await checkConnect(place, issuer, check);
  await checkVault(page, check);
  await checkAudit(page, check);
  await checkSignIn(place, check);
  expect(found).toEqual([]);
  expect(await violationsSeen(page)).toEqual([]);
});
