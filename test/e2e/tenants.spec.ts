// Tenants side by side, and the fifth profile: one made in the console, one imported as a file, without touching code.
import type { Locator, Page } from 'playwright/test';
import { simpleInOut } from '#shared/tenant-profiles/simple-in-out.ts';
import { profileVersion } from '#shared/tenant-profiles/index.ts';
import { userSchema } from '#shared/scim/urn.ts';
import { expect, test, type Scim } from './host.ts';

const goTo = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** Posts a person to a tenant as a provisioning client would. */
async function post(tenantUrl: string, secret: string, person: object): Promise<{ status: number; detail: string }> {
  const response = await fetch(`${tenantUrl}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ schemas: [userSchema], ...person }),
  });
  const { detail = '' } = (await response.json()) as { detail?: string };
  return { status: response.status, detail };
}

async function tenantCalled(scim: Scim, name: string): Promise<{ id: string; url: string; secret: string }> {
  const tenant = (await scim.call('tenants.list', {})).find((one) => one.name === name);
  if (tenant?.tenantUrl == null) throw new Error(`No tenant is called ${name}, or it has no URL`);
  const { secret } = await scim.call('tokens.create', { tenantId: tenant.id, label: 'test' });
  return { id: tenant.id, url: tenant.tenantUrl, secret };
}

/** Makes a tenant with the wizard, opened from the header; its URL is what the last step says. */
async function makeTenant(page: Page, name: string, profile: string): Promise<string> {
  await page.getByRole('button', { name: /^Tenant .*, choose another$/ }).click();
  await page.getByRole('menuitem', { name: 'New tenant' }).click();
  const dialog = page.getByRole('dialog', { name: 'New tenant' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('radio', { name: profile, exact: true }).check();
  await dialog.getByRole('button', { name: 'Create tenant' }).click();
  const url = await dialog.locator('.value').textContent();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: `Tenant ${name}, choose another` })).toBeVisible();
  return url ?? '';
}

const details = (page: Page): Locator => page.getByRole('region', { name: 'Details' });

test('a profile made in the console shapes a tenant: attributes, required ones, words', async ({ page, scim }) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'Show tenant profiles' }).click();
  await page.getByRole('link', { name: /^Simple In\/Out/ }).click();
  await page.getByRole('button', { name: 'New profile' }).click();
  const dialog = page.getByRole('dialog', { name: 'New tenant profile' });
  await dialog.getByLabel('Name', { exact: true }).fill('Front desk');
  await dialog.getByLabel('Search attributes').fill('nickname');
  await dialog.getByLabel('nickName is part of the profile').check();
  await dialog.getByLabel('nickName is required').check();
  await dialog.getByRole('tab', { name: /^Words/ }).click();
  await dialog.getByLabel('One person').fill('guest');
  await dialog.getByLabel('Several people').fill('guests');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(details(page).getByRole('heading', { name: 'Front desk' })).toBeVisible();

  const pasted = await makeTenant(page, 'Lobby', 'Front desk');
  const { url, secret } = await tenantCalled(scim, 'Lobby');
  expect(url).toBe(pasted);
  const ada = { userName: 'ada@northwind.example', displayName: 'Ada Lovelace', externalId: 'a1' };
  const refused = await post(url, secret, ada);
  expect(refused).toMatchObject({ status: 400 });
  expect(refused.detail).toContain('nickName');
  expect(await post(url, secret, { ...ada, nickName: 'Ada' })).toMatchObject({ status: 201 });

  await page.getByRole('link', { name: 'Board', exact: true }).click();
  await expect(page.getByRole('row', { name: /Ada Lovelace/ })).toBeVisible();
  await expect(page.getByText('1 guest', { exact: true })).toBeVisible();
});

test('a profile file says what is wrong with it, and is then used for a tenant that is here', async ({
  page,
  scim,
}) => {
  const token = await scim.createToken();
  await post(scim.tenantUrl, token, { userName: 'ada@northwind.example', displayName: 'Ada Lovelace' });
  const profile = {
    version: profileVersion,
    ...simpleInOut,
    id: 'club',
    name: 'Club',
    words: { ...simpleInOut.words, person: 'member', people: 'members' },
  };
  const broken = { ...profile, users: [{ path: 'userName', type: 'Text' }] };

  await goTo(page, '#/profiles');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a tenant profile' });
  const open = (document: object): Promise<void> =>
    dialog.locator('input[type="file"]').setInputFiles({
      name: 'club.tenant-profile.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(document, null, 2)),
    });
  await open(broken);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Text');
  await open(profile);
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(details(page).getByRole('heading', { name: 'Club' })).toBeVisible();

  await goTo(page, '#/tenants');
  await page.getByRole('button', { name: 'Change profile' }).click();
  const change = page.getByRole('dialog', { name: /^Change the profile of/ });
  await change.getByRole('radio', { name: 'Club' }).check();
  await change.getByRole('button', { name: 'Next' }).click();
  await expect(change.getByText('1 user lacks what it requires:')).toBeVisible();
  await expect(change.getByRole('listitem')).toContainText(['Ada Lovelace']);
  expect((await scim.call('tenants.list', {}))[0]?.profile).toBe('generic');
  await change.getByRole('button', { name: 'Change to Club' }).click();
  await expect(details(page).getByRole('link', { name: 'Club' })).toBeVisible();

  const refused = await post(scim.tenantUrl, token, { userName: 'grace@northwind.example', displayName: 'Grace' });
  expect(refused).toMatchObject({ status: 400 });
  expect(refused.detail).toContain('externalId');
  await page.getByRole('link', { name: 'Board', exact: true }).click();
  await expect(page.getByText('1 member', { exact: true })).toBeVisible();

  await goTo(page, '#/profiles?profile=club');
  await page.getByRole('button', { name: 'Remove Club' }).click();
  await expect(page.getByRole('dialog')).toContainText('1 tenant has it. Give that tenant another profile first.');
});

test('a tenant is duplicated without people, archived, exported and deleted by its slug', async ({ page, scim }, {
  project,
}) => {
  const token = await scim.createToken();
  await post(scim.tenantUrl, token, { userName: 'ada@northwind.example', displayName: 'Ada Lovelace' });
  const [first] = await scim.call('tenants.list', {});
  const name = first?.name ?? '';

  await goTo(page, '#/tenants');
  await page.getByRole('button', { name: `Duplicate ${name}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Rehearsal room');
  await expect(dialog.getByLabel('Slug')).toHaveValue('rehearsal-room');
  await dialog.getByRole('button', { name: 'Duplicate' }).click();
  await expect(details(page).getByRole('heading', { name: 'Rehearsal room' })).toBeVisible();
  const copy = await tenantCalled(scim, 'Rehearsal room');
  const people = (): Promise<Response> =>
    fetch(`${copy.url}/Users`, { headers: { authorization: `Bearer ${copy.secret}` } });
  expect(await people().then((response) => response.json())).toMatchObject({ totalResults: 0 });

  await page.getByRole('button', { name: 'Switch to Rehearsal room' }).click();
  await expect(page.getByRole('button', { name: 'Tenant Rehearsal room, choose another' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Tenants' })).toBeVisible();

  await details(page).getByRole('button', { name: 'Archive' }).click();
  await dialog.getByRole('button', { name: 'Archive' }).click();
  await expect(details(page).getByRole('button', { name: 'Unarchive' })).toBeVisible();
  expect((await people()).status).toBe(404);

  await details(page).getByRole('button', { name: 'Delete' }).click();
  // Only a browser of Playwright's own tells of downloads; the desktop asks where to save.
  const download = project.name === 'serve' ? page.waitForEvent('download') : undefined;
  await dialog.getByRole('button', { name: 'Export first' }).click();
  if (download !== undefined) expect((await download).suggestedFilename()).toContain('rehearsal-room');
  await dialog.getByRole('textbox').fill('default');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog).toContainText('This is not its slug');
  await dialog.getByRole('textbox').fill('rehearsal-room');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Tenant ${name}, choose another` })).toBeVisible();
  expect((await people()).status).toBe(404);
  await details(page).getByRole('button', { name: 'Delete' }).click();
  await expect(dialog).toContainText('is the last tenant');
});
