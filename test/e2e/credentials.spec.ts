// Credentials through the page: a token rotated while Entra goes on, an OAuth client that fetches its own tokens.
import type { Page } from 'playwright/test';
import { provisioner } from './entra.ts';
import { expect, test } from './host.ts';

const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string): Promise<void> =>
  dialog(page).getByRole('button', { name, exact: true }).click();
const row = (page: Page, name: RegExp) => page.getByRole('row', { name });

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** The secret of the dialog, which is closed then. */
async function takeSecret(page: Page): Promise<string> {
  const secret = (await page.getByTestId('secret').textContent()) ?? '';
  await press(page, 'Done');
  await expect(dialog(page)).toHaveCount(0);
  return secret;
}

const status = async (url: string, token: string): Promise<number> =>
  (await fetch(`${url}/Users?count=1`, { headers: { authorization: `Bearer ${token}` } })).status;

test('a token is made, rotated while Entra goes on, revoked and deleted', async ({ page, scim }) => {
  await open(page, 'Credentials');
  await page.getByRole('button', { name: 'Create token' }).first().click();
  await dialog(page).getByLabel('Name').fill('Entra');
  await press(page, 'Create token');
  const first = await takeSecret(page);
  await provisioner(scim.tenantUrl, first).create({ userName: 'ada@northwind.example', displayName: 'Ada Lovelace' });
  await expect(row(page, /^Entra Bearer/)).toContainText('127.0.0.1');

  await page.getByRole('button', { name: 'Rotate Entra', exact: true }).click();
  await press(page, 'Rotate');
  const second = await takeSecret(page);
  await expect(page.getByText('No request has come with Entra 2 yet')).toBeVisible();
  await provisioner(scim.tenantUrl, second).create({
    userName: 'grace@northwind.example',
    displayName: 'Grace Hopper',
  });
  await expect(page.getByText('Entra 2 is in use, Entra has been quiet since')).toBeVisible();
  await provisioner(scim.tenantUrl, first).create({
    userName: 'edsger@northwind.example',
    displayName: 'Edsger Dijkstra',
  });
  await expect(page.getByText('A request came with Entra after Entra 2 was used first')).toBeVisible();

  await page.getByRole('button', { name: 'Revoke Entra', exact: true }).click();
  await expect(dialog(page)).toContainText('127.0.0.1');
  await press(page, 'Revoke');
  await expect(dialog(page)).toHaveCount(0);
  expect(await status(scim.tenantUrl, first)).toBe(401);
  expect(await status(scim.tenantUrl, second)).toBe(200);
  await page.getByRole('button', { name: 'Delete Entra', exact: true }).click();
  await press(page, 'Delete');
  await expect(page.getByRole('button', { name: 'Delete Entra', exact: true })).toHaveCount(0);
  await expect(row(page, /^Entra 2/)).toBeVisible();
});

test('what may only be read, or only come from one network, is refused, and the log leads to where that is changed', async ({
  page,
  scim,
}) => {
  await open(page, 'Credentials');
  await page.getByRole('button', { name: 'Create token' }).first().click();
  await dialog(page).getByLabel('Allowed networks').fill('203.0.113.0/24');
  await press(page, 'Create token');
  const secret = await takeSecret(page);
  expect(await status(scim.tenantUrl, secret)).toBe(401);
  await open(page, 'Provisioning log');
  await page.getByRole('grid').getByRole('row').filter({ hasText: '401' }).click();
  const failed = page.getByRole('listitem').filter({ hasText: /^Network: Failed/ });
  await expect(failed).toContainText('203.0.113.0/24');
  await expect(failed).toContainText('127.0.0.1');
  await failed.getByRole('link', { name: 'Edit this token' }).click();

  await expect(dialog(page)).toContainText('Edit Secret Token');
  await dialog(page).getByLabel('Allowed networks').fill('');
  await dialog(page).getByText('Read only').click();
  await press(page, 'Save');
  await expect(row(page, /^Secret Token/)).toContainText('Read only');
  expect(await status(scim.tenantUrl, secret)).toBe(200);
  await expect(
    provisioner(scim.tenantUrl, secret).create({ userName: 'ada@northwind.example', displayName: 'Ada Lovelace' }),
  ).rejects.toThrow('403');
});

test('an OAuth client fetches its own tokens, until it is revoked', async ({ page, scim }) => {
  await open(page, 'Credentials');
  await page.getByRole('button', { name: 'Create OAuth client' }).click();
  await dialog(page).getByLabel('Name').fill('Entra');
  await press(page, 'Create OAuth client');
  const valueOf = (label: string) =>
    dialog(page).locator('.field').filter({ hasText: label }).locator('.value').textContent();
  const endpoint = (await valueOf('Token Endpoint')) ?? '';
  const id = (await valueOf('Client Identifier')) ?? '';
  const secret = await takeSecret(page);
  const fetchToken = () =>
    fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
    });
  const { access_token: token } = (await (await fetchToken()).json()) as { readonly access_token: string };
  await provisioner(scim.tenantUrl, token).create({ userName: 'ada@northwind.example', displayName: 'Ada Lovelace' });
  await expect(row(page, /^Entra OAuth/)).toContainText('127.0.0.1');

  await page.getByRole('button', { name: 'Add secret to Entra' }).click();
  await press(page, 'Add secret');
  await takeSecret(page);
  await expect(row(page, /^Client secret/)).toHaveCount(2);

  await page.getByRole('button', { name: 'Revoke Entra', exact: true }).click();
  await press(page, 'Revoke');
  await expect(row(page, /^Entra OAuth/)).toContainText('Revoked');
  expect((await fetchToken()).status).toBe(401);
  expect(await status(scim.tenantUrl, token)).toBe(401);
  await page.getByRole('button', { name: 'Delete Entra', exact: true }).click();
  await press(page, 'Delete');
  await expect(page.getByRole('heading', { name: 'No credentials yet' })).toBeVisible();
});

test('a token that is about to expire waits on Overview, and its button rotates it', async ({ page, scim }) => {
  const expiresAt = new Date(Date.now() + 6.5 * 86_400_000).toISOString();
  await scim.call('tokens.create', { tenantId: scim.tenantId, label: 'Entra', expiresAt });
  await page.reload();
  const decisions = page.getByRole('region', { name: 'Needs a decision' });
  await decisions.getByRole('button', { name: 'Rotate: Entra expires in 7 days' }).click();
  await expect(page.getByRole('dialog', { name: 'Rotate Entra' })).toBeVisible();
});
