// Roles and people made here: what the admin says stays, whatever is provisioned.
import type { Page } from 'playwright/test';
import { provisioner } from './entra.ts';
import { expect, test } from './host.ts';

const open = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
};
const profile = (page: Page) => page.getByRole('dialog', { name: 'Profile' });
const row = (page: Page, name: RegExp) => page.getByRole('grid', { name: 'Board' }).getByRole('row', { name });
const mark = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });

async function make(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New role' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name })).toBeVisible();
}

async function choose(page: Page, role: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `What to do with ${role}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** In the profile that is open. */
async function giveRole(page: Page, name: string): Promise<void> {
  await profile(page).getByRole('button', { name: 'Edit user' }).click();
  await profile(page).getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name, exact: true }).click();
  await profile(page).getByRole('button', { name: 'Save' }).click();
  await expect(profile(page).getByText('set by hand')).toBeVisible();
}

test('a role set by hand stays through provisioning, and its people move when it is removed', async ({
  page,
  scim,
}) => {
  const entra = provisioner(scim.tenantUrl, await scim.createToken());
  await open(page, 'Roles');
  await expect(page.getByRole('columnheader', { name: 'Member' })).toContainText('Default');
  await make(page, 'Editor');
  // The matrix draws a tick with its next frame, later than check() looks.
  await mark(page, 'Editor: Edit users').click();
  await expect(mark(page, 'Editor: Edit users')).toBeChecked();
  await expect
    .poll(async () =>
      (await scim.call('roles.list', { tenantId: scim.tenantId })).find(({ name }) => name === 'Editor'),
    )
    .toMatchObject({ permissions: ['people.edit'] });

  await open(page, 'Board');
  const id = await entra.create({ userName: 'ada@northwind.example', displayName: 'Ada Lovelace' });
  await expect(row(page, /Ada Lovelace/)).toContainText('Member');
  await row(page, /Ada Lovelace/).click();
  await giveRole(page, 'Editor');
  await profile(page).getByRole('tab', { name: 'History' }).click();
  await expect(profile(page).getByText('Changed here')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(page, /Ada Lovelace/)).toContainText('Editor');

  await entra.patch(id, 'title', 'Countess');
  await entra.patch(id, 'active', 'False');
  await entra.patch(id, 'active', 'True');
  await expect(row(page, /Ada Lovelace/)).toContainText('Countess');
  await expect(row(page, /Ada Lovelace/)).toContainText('Editor');

  await open(page, 'Roles');
  await expect(page.getByRole('columnheader', { name: 'Editor' })).toContainText('1 user');
  await choose(page, 'Editor', 'Remove');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 user has it and moves to another role at once.');
  await dialog.getByRole('combobox', { name: 'They move to' }).click();
  await page.getByRole('option', { name: 'Office manager' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('columnheader', { name: 'Editor' })).toHaveCount(0);
  await open(page, 'Board');
  await expect(row(page, /Ada Lovelace/)).toContainText('Office manager');
});

test('new people get the default role of the moment, and those who are there keep theirs', async ({ page, scim }) => {
  const entra = provisioner(scim.tenantUrl, await scim.createToken());
  await entra.create({ userName: 'ada@northwind.example', displayName: 'Ada Lovelace' });
  await open(page, 'Roles');
  await make(page, 'Visitor');
  await choose(page, 'Visitor', 'Make default');
  await expect(page.getByRole('columnheader', { name: 'Visitor' })).toContainText('Default');
  await entra.create({ userName: 'grace@northwind.example', displayName: 'Grace Hopper' });
  await open(page, 'Board');
  await expect(row(page, /Grace Hopper/)).toContainText('Visitor');
  await expect(row(page, /Ada Lovelace/)).toContainText('Member');
  await page.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'Visitor' }).click();
  await expect(row(page, /Ada Lovelace/)).toHaveCount(0);
  await expect(row(page, /Grace Hopper/)).toBeVisible();
});

test('somebody made here is matched when Entra finds them, and keeps role and notes', async ({ page, scim }) => {
  const token = await scim.createToken();
  await open(page, 'Board');
  await page.getByRole('button', { name: 'New user' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New user' });
  await dialog.getByLabel('Sign-in name').fill('ada@northwind.example');
  await dialog.getByLabel('Display name').fill('Ada Lovelace');
  await dialog.getByLabel('Notes').fill('Has the key to the archive');
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await expect(profile(page).getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible();
  await expect(profile(page)).toContainText('not yet matched by an identity provider');
  await giveRole(page, 'Office manager');
  await page.keyboard.press('Escape');
  await expect(row(page, /Ada Lovelace/)).toContainText('Made here');

  const found = await fetch(
    `${scim.tenantUrl}/Users?filter=${encodeURIComponent('userName eq "ada@northwind.example"')}`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  const { Resources } = (await found.json()) as { readonly Resources: readonly { readonly id: string }[] };
  const id = Resources[0]?.id ?? '';
  await provisioner(scim.tenantUrl, token).patch(id, 'externalId', '0f1c-ada');
  await expect(row(page, /Ada Lovelace/)).not.toContainText('Made here');
  await expect(row(page, /Ada Lovelace/)).toContainText('Office manager');

  await row(page, /Ada Lovelace/).click();
  await expect(profile(page)).toContainText('Has the key to the archive');
  await profile(page).getByRole('button', { name: 'Edit user' }).click();
  await expect(profile(page)).toContainText('may set attributes back at its next cycle; role and notes stay');
});

test('somebody made here is removed for good, somebody provisioned comes again', async ({ page, scim }) => {
  const entra = provisioner(scim.tenantUrl, await scim.createToken());
  await scim.call('users.create', { tenantId: scim.tenantId, userName: 'ada@northwind.example' });
  await entra.create({ userName: 'grace@northwind.example', displayName: 'Grace Hopper' });
  await open(page, 'Board');
  await row(page, /ada@northwind/).click();
  await profile(page).getByRole('button', { name: 'Remove' }).click();
  await expect(profile(page)).toContainText('Nobody else knows this user');
  await profile(page).getByRole('button', { name: 'Remove' }).click();
  await expect(row(page, /ada@northwind/)).toHaveCount(0);

  await row(page, /Grace Hopper/).click();
  await profile(page).getByRole('button', { name: 'Remove' }).click();
  await expect(profile(page)).toContainText('creates this user again at its next cycle');
  await profile(page).getByRole('button', { name: 'Remove' }).click();
  await expect(row(page, /Grace Hopper/)).toHaveCount(0);
  await entra.create({ userName: 'grace@northwind.example', displayName: 'Grace Hopper' });
  await expect(row(page, /Grace Hopper/)).toContainText('Member');
});
