// Every page, empty and with people, in both themes: axe finds nothing, and the content security policy is never broken.
import type { Page } from 'playwright/test';
import { checkInto, open, pages, startWatched, violationsSeen, type Check } from './axe.ts';
import { provisioner } from './entra.ts';
import { expect, test } from './host.ts';

/** The page of schemas, built-in and own, with each of its dialogs. */
async function checkSchemas(page: Page, check: Check): Promise<void> {
  const dialog = page.getByRole('dialog');
  const closed = async (what: string): Promise<void> => {
    await check(what);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await page.getByRole('link', { name: 'Show schemas' }).click();
  await expect(page.getByRole('region', { name: 'Details' })).toBeVisible();
  await check('resource type');
  await page.getByRole('link', { name: 'User core:2.0:User' }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await check('schema');
  await page.getByRole('button', { name: 'Add resource type' }).click();
  await closed('add a resource type');
  await page.getByRole('button', { name: 'Add schema' }).click();
  await page.getByLabel('Name of attribute 1').fill('badge number');
  await dialog.getByRole('button', { name: 'Add schema' }).click();
  await check('add a schema, with faults');
  await page.getByLabel('Name', { exact: true }).fill('Northwind');
  await page.getByLabel('Name of attribute badge number').fill('badge');
  await dialog.getByText('JSON', { exact: true }).click();
  await expect(dialog.getByRole('textbox', { name: 'JSON document' })).toContainText('"badge"');
  await check('add a schema, as JSON');
  await dialog.getByRole('button', { name: 'Add schema' }).click();
  await expect(dialog).toHaveCount(0);
  await check('own schema');
  await page.getByRole('button', { name: 'Remove Northwind' }).click();
  await closed('remove a schema');
}

/** The pages of tenants and of their profiles, with each of their dialogs and with faults in them. */
async function checkTenants(page: Page, check: Check): Promise<void> {
  const dialog = page.getByRole('dialog');
  const press = (name: string): Promise<void> => dialog.getByRole('button', { name, exact: true }).click();
  const inDialog = async (button: string, what: string): Promise<void> => {
    await page.getByRole('main').getByRole('button', { name: button }).click();
    await expect(dialog).toBeVisible();
    await check(what);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await page.getByRole('button', { name: /choose another$/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await check('tenant menu');
  await page.getByRole('menuitem', { name: 'New tenant' }).click();
  await dialog.getByLabel('Slug').fill('oauth');
  await press('Next');
  await check('wizard, with faults');
  await dialog.getByLabel('Name').fill('Awareness');
  await dialog.getByLabel('Slug').fill('awareness');
  await press('Next');
  await dialog.getByRole('radio', { name: 'SoSafe' }).check();
  await check('wizard, profile');
  await press('Create tenant');
  await expect(dialog.getByText(/awareness\/scim\/v2$/)).toBeVisible();
  await check('wizard, what to paste where');
  await press('Done');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'Manage tenants' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await check('tenants');
  await inDialog('Rename Awareness', 'rename');
  await inDialog('Duplicate Awareness', 'duplicate');
  await inDialog('Archive', 'archive');
  await inDialog('Delete', 'delete');
  await page.getByRole('button', { name: 'Change profile' }).click();
  await dialog.getByRole('radio', { name: 'Simple In/Out' }).check();
  await press('Next');
  await expect(dialog.getByText(/has what it requires/)).toBeVisible();
  await check('change profile');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'SoSafe' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tenant profiles' })).toBeVisible();
  await check('profiles');
  await page.getByRole('button', { name: 'New profile' }).click();
  await press('Save');
  for (const tab of ['People', 'Groups', 'Words', 'Policies']) {
    // oxlint-disable-next-line no-await-in-loop -- one tab after the other is what is tested
    await dialog.getByRole('tab', { name: tab }).click();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await check(`new profile, ${tab}`);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByRole('textbox')).toHaveAttribute('contenteditable', 'true');
  await press('Import');
  await check('import, with a fault');
}

/** Roles with their menu and dialogs, and how people are made, edited and removed by hand. */
async function checkRolesAndPeople(page: Page, check: Check): Promise<void> {
  const dialog = page.getByRole('dialog');
  const closed = async (what: string): Promise<void> => {
    await check(what);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  const choose = async (item: string): Promise<void> => {
    await page.getByRole('button', { name: 'What to do with Office manager' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(dialog).toBeVisible();
  };
  await open(page, 'Roles');
  await page.getByRole('button', { name: 'What to do with Member' }).click();
  await expect(page.getByRole('menuitem', { name: 'Copy' })).toBeVisible();
  await check('menu of a role');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New role' }).click();
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await closed('new role, with a fault');
  await choose('Remove');
  await closed('remove a role');
  await open(page, 'Board');
  await page.getByRole('button', { name: 'New user' }).first().click();
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await check('new user, with a fault');
  await dialog.getByLabel('Sign-in name').fill('ada@northwind.example');
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await expect(dialog.getByText('not yet matched')).toBeVisible();
  await check('profile of somebody made here');
  await dialog.getByRole('button', { name: 'Edit user' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Role' })).toBeVisible();
  await check('edit user');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await check('remove somebody');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Made here')).toBeVisible();
  await check('board with somebody made here');
}

/** The tunnel's page with the settings of an own server, and while it is up and somebody was refused. */
async function checkTunnel(page: Page, check: Check, tenantUrl: string, refuse: () => Promise<unknown>): Promise<void> {
  await open(page, 'Tunnel');
  await page.getByRole('radio', { name: 'SSH server' }).check();
  await check('tunnel, own server');
  await page.getByRole('radio', { name: 'My own URL' }).check();
  await page.getByLabel('Public URL', { exact: true }).fill(new URL(tenantUrl).origin);
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText(/^Up since/)).toBeVisible();
  await refuse();
  await expect(page.getByRole('region', { name: 'Refused from outside' })).toBeVisible();
  await check('tunnel, with refused requests');
}

/** The credentials page with a token that takes over, a client and a refused request, and each of its dialogs. */
async function checkCredentials(page: Page, check: Check, refuse: () => Promise<unknown>): Promise<void> {
  const dialog = page.getByRole('dialog');
  const press = (name: string): Promise<void> => dialog.getByRole('button', { name, exact: true }).click();
  const inDialog = async (button: string, what: string): Promise<void> => {
    await page.getByRole('main').getByRole('button', { name: button, exact: true }).click();
    await expect(dialog).toBeVisible();
    await check(what);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await open(page, 'Credentials');
  await page.getByRole('button', { name: 'Rotate test' }).click();
  await check('rotate');
  await press('Rotate');
  await expect(page.getByTestId('secret')).toBeVisible();
  await press('Done');
  await expect(page.getByText('Both hold until then.')).toBeVisible();
  await page.getByRole('button', { name: 'Create OAuth client' }).click();
  await dialog.getByText('Workload identity').click();
  await press('Create OAuth client');
  await check('create an OAuth client, with faults');
  await dialog.getByText('Client secret', { exact: true }).click();
  await press('Create OAuth client');
  await expect(page.getByTestId('secret')).toBeVisible();
  await check('what to paste for an OAuth client');
  await press('Done');
  await check('credentials');
  await inDialog('Edit test', 'edit a token');
  await inDialog('Revoke test', 'revoke a token');
  await inDialog('Add secret to Microsoft Entra ID', 'add a secret');
  await inDialog('Revoke Microsoft Entra ID', 'revoke a client');
  await inDialog('Turn on', 'tokens that Entra signs');
  await refuse();
  await open(page, 'Provisioning log');
  await page.getByRole('row').filter({ hasText: '401' }).click();
  await expect(page.getByRole('heading', { name: 'Why was this refused' })).toBeVisible();
  await check('why a request was refused');
}

test('no page has an accessibility fault or breaks the policy', async ({ page, scim }) => {
  test.setTimeout(300_000); // axe looks at a dozen states, on whatever machine this is
  await startWatched(page);
  const found: string[] = [];
  const check = checkInto(page, found);

  for (const name of pages) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other is what is tested
    await open(page, name).then(() => check(`${name}, empty`));
  }
  await open(page, 'Overview');
  await page.getByRole('button', { name: 'Create token' }).first().click();
  await check('create token');
  await page.getByLabel('Name').fill('Entra');
  await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
  const secret = (await page.getByTestId('secret').textContent()) ?? '';
  await check('secret token');
  await page.getByRole('button', { name: 'Done' }).click();

  const entra = provisioner(scim.tenantUrl, secret);
  const id = await entra.create({ userName: 'ada@northwind.example', displayName: 'Ada Lovelace', title: 'Counsel' });
  await entra.create({ userName: 'grace@northwind.example', displayName: 'Grace Hopper' });
  await entra.patch(id, 'active', 'False');
  await entra.create({ userName: 'ADA@northwind.example', displayName: 'Ada again' }).catch(() => undefined);

  await open(page, 'Overview');
  await check('overview');
  await open(page, 'Board');
  await check('board');
  await page.getByRole('row', { name: /Ada Lovelace/ }).click();
  for (const tab of ['Details', 'History', 'SCIM resource']) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.getByRole('tab', { name: tab }).click();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await check(`profile, ${tab}`);
  }
  await page.keyboard.press('Escape');
  await page.getByText('Cards', { exact: true }).click();
  await expect(page.getByRole('option', { name: /Ada Lovelace/ })).toBeVisible();
  await check('cards');
  await open(page, 'Provisioning log');
  await page.getByRole('row', { name: /Created Ada Lovelace/ }).click();
  await expect(page.getByText('Request body')).toBeVisible();
  await check('log entry');
  await page.getByRole('button', { name: 'With notes' }).click();
  await page.getByRole('row', { name: /Disabled Ada Lovelace/ }).click();
  await expect(page.getByRole('heading', { name: /note/ })).toBeVisible();
  await check('log, with notes');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await check('palette');

  expect(found).toEqual([]);
  expect(await violationsSeen(page)).toEqual([]);
});

// The same pages in the same Chromium: one walk through the desktop's window, above, shows that its own policy holds.
test.describe('in a browser', () => {
  test.skip(({ host }) => host !== 'serve', 'the same pages in the same Chromium');
  test('neither have roles and whoever is made here', async ({ page }) => {
    test.setTimeout(300_000); // axe looks at a dozen states, on whatever machine this is
    await startWatched(page);
    const found: string[] = [];
    await checkRolesAndPeople(page, checkInto(page, found));
    expect(found).toEqual([]);
    expect(await violationsSeen(page)).toEqual([]);
  });

  test('neither have credentials and the tunnel', async ({ page, scim }) => {
    test.setTimeout(300_000); // axe looks at a dozen states, on whatever machine this is
    await scim.createToken();
    await startWatched(page);
    const found: string[] = [];
    const check = checkInto(page, found);
    const refuse = (): Promise<unknown> =>
      fetch(`${scim.tenantUrl}/Users`, { headers: { authorization: 'Bearer not-one-of-ours' } });
    await checkCredentials(page, check, refuse);
    await checkTunnel(page, check, scim.tenantUrl, refuse);
    expect(found).toEqual([]);
    expect(await violationsSeen(page)).toEqual([]);
  });

  test('neither has what a tenant serves and how it reads', async ({ page }) => {
    test.setTimeout(300_000); // axe looks at a dozen states, on whatever machine this is
    await startWatched(page);
    const found: string[] = [];
    const check = checkInto(page, found);
    await open(page, 'Settings');
    await page.getByText('Strict', { exact: true }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check('question before strict');
    await page.keyboard.press('Escape');
    await checkSchemas(page, check);
    expect(found).toEqual([]);
    expect(await violationsSeen(page)).toEqual([]);
  });
  test('neither have tenants and their profiles', async ({ page }) => {
    test.setTimeout(300_000); // as above
    await startWatched(page);
    const found: string[] = [];
    await checkTenants(page, checkInto(page, found));
    expect(found).toEqual([]);
    expect(await violationsSeen(page)).toEqual([]);
  });
});
