// Single sign-on from nothing, with a real OpenID Connect provider and through real browsers: set up, tested, enforced; what a
// role permits; the way back in when the provider is gone.
import type { ElectronApplication, Page } from 'playwright/test';
import { startOidcIssuer, type OidcIssuer } from '../oidc-issuer.ts';
import { provisioner } from './entra.ts';
import { expect, test, type Scim } from './host.ts';
import { atProvider, cancelThere, signInAs } from './provider-page.ts';

const ada = { id: 'oid-ada', name: 'Ada Lovelace' };
const grace = { id: 'oid-grace', name: 'Grace Hopper', appRoles: ['Rollcall.User'] };

interface Place {
  readonly page: Page;
  readonly app: ElectronApplication | undefined;
}

const dialog = (page: Page) => page.getByRole('dialog');

async function openCredentials(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Credentials', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Credentials' })).toBeVisible();
}

/** Everything but the last button. Answers the recovery key as it is shown. */
async function connect(place: Place, issuer: OidcIssuer): Promise<string> {
  const { page } = place;
  await openCredentials(page);
  await page.getByRole('button', { name: 'Connect Single Sign-On' }).click();
  await dialog(page).getByText('Other OpenID Connect provider').click();
  await dialog(page).getByLabel('Issuer').fill(issuer.issuer);
  await dialog(page).getByLabel('Client ID').fill(issuer.clientId);
  await dialog(page).getByRole('button', { name: 'Check and go on' }).click();
  await atProvider(
    place,
    () => dialog(page).getByRole('button', { name: 'Test sign-in' }).click(),
    signInAs('Ada Lovelace'),
  );
  await expect(dialog(page)).toContainText('Ada Lovelace signed in and is an administrator.');
  await dialog(page).getByRole('button', { name: 'Go on' }).click();
  const create = dialog(page).getByRole('button', { name: 'Create recovery key' });
  const turnOn = dialog(page).getByRole('button', { name: 'Turn on single sign-on' });
  await expect(create.or(turnOn)).toBeVisible();
  if (await turnOn.isVisible()) return '';
  await create.click();
  const key = (await page.getByTestId('recovery-key').textContent()) ?? '';
  await dialog(page).getByRole('button', { name: 'I have kept it' }).click();
  return key;
}

async function enforce(place: Place, issuer: OidcIssuer): Promise<string> {
  const key = await connect(place, issuer);
  await dialog(place.page).getByRole('button', { name: 'Turn on single sign-on' }).click();
  await expect(place.page.getByRole('button', { name: 'Signed in as Ada Lovelace' })).toBeVisible();
  return key;
}

async function lock(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Signed in as ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Rollcall' })).toBeVisible();
}

const signInButton = (page: Page) => page.getByRole('button', { name: /^Sign in with/ });

async function provision(scim: Scim, secret: string): Promise<void> {
  const entra = provisioner(scim.tenantUrl, secret);
  await entra.create({ userName: 'grace@northwind.example', displayName: grace.name, externalId: grace.id });
}

test('set up, tested, its recovery key kept, turned on; who signs in may do what their role permits', async ({
  page,
  scim,
  opened: { app },
}) => {
  test.slow();
  await using issuer = await startOidcIssuer([ada, grace]);
  issuer.signsIn = null;
  await provision(scim, await scim.createToken());
  const place = { page, app };
  const key = await enforce(place, issuer);
  expect(key).toMatch(/^(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);

  await lock(page, ada.name);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await atProvider(place, () => signInButton(page).click(), cancelThere);
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();

  await atProvider(place, () => signInButton(page).click(), signInAs(grace.name));
  await expect(page.getByRole('button', { name: `Signed in as ${grace.name}` })).toBeVisible();
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  await expect(links).toHaveText(['Overview', 'Board', 'Groups']);
  await page.getByRole('link', { name: 'Board' }).click();
  await expect(page.getByRole('row', { name: /Grace Hopper/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^New/ })).toBeDisabled();
});

test('locked out: the provider is gone, the recovery key opens the door, and it is connected again', async ({
  page,
  opened: { app },
}) => {
  test.slow();
  await using issuer = await startOidcIssuer([ada, grace]);
  issuer.signsIn = null;
  const place = { page, app };
  const key = await enforce(place, issuer);
  await lock(page, ada.name);
  await issuer.stop();
  await signInButton(page).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText(issuer.issuer);

  await page.getByRole('button', { name: /^Locked out/ }).click();
  const field = page.getByRole('textbox', { name: 'Recovery key' });
  const mistyped = `${key.slice(0, 5)}${key[5] === '7' ? '8' : '7'}${key.slice(6)}`;
  await field.fill(mistyped);
  await page.getByRole('button', { name: 'Disconnect single sign-on' }).click();
  await expect(page.getByText(/group 2/i)).toBeVisible();
  await field.fill(key.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Disconnect single sign-on' }).click();
  await expect(page.getByRole('region', { name: 'Single sign-on' })).toContainText('Single sign-on is off');

  await issuer.start();
  await enforce(place, issuer);
});

test('a drill proves the key, changes nothing and is remembered; five wrong tries pause the next one', async ({
  page,
  scim,
}) => {
  test.slow();
  await openCredentials(page);
  await page.getByRole('button', { name: 'Create recovery key' }).click();
  await dialog(page).getByRole('button', { name: 'Create recovery key' }).click();
  const key = (await page.getByTestId('recovery-key').textContent()) ?? '';
  await dialog(page).getByRole('button', { name: 'I have kept it' }).click();
  const panel = page.getByRole('region', { name: 'Recovery key' });
  await panel.getByRole('button', { name: 'Try it' }).click();
  await dialog(page).getByLabel('Recovery key').fill(key);
  await dialog(page).getByRole('button', { name: 'Try the key' }).click();
  await expect(dialog(page).getByRole('status')).toHaveText('This key opens the door.');
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect(panel).toContainText('Last tried');

  await panel.getByRole('button', { name: 'Try it' }).click();
  const field = dialog(page).getByLabel('Recovery key');
  for (let tries = 0; tries < 5; tries++) {
    await field.fill(`0000-0000-0000-0000-0000-0000-000${tries}`);
    await dialog(page).getByRole('button', { name: 'Try the key' }).click();
  }
  // The last one may still be on its way.
  await expect.poll(() => scim.call('recoveryKey.get', {})).toMatchObject({ pausedUntil: expect.any(String) });
  await field.fill(key);
  await dialog(page).getByRole('button', { name: 'Try the key' }).click();
  await expect(dialog(page).getByText(/no more tries are taken until/)).toBeVisible();
  await expect(dialog(page).getByRole('status')).toHaveCount(0);
});
