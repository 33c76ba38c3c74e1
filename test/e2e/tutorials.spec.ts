// The published provisioning tutorials, played from the first screen to the synced person: the wizard, the Connect page, the
// values copied from it, the requests Entra sends for that tutorial, and then the board, the roles and the log.
import type { Locator, Page } from 'playwright/test';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { entraCycle, type EntraCycle } from './entra-cycle.ts';
import { expect, test } from './host.ts';

/** The wizard, up to the Connect page of the new tenant. */
async function beginTutorial(page: Page, name: string, profile: string): Promise<void> {
  await page.getByRole('button', { name: /^Tenant .*, choose another$/ }).click();
  await page.getByRole('menuitem', { name: 'New tenant' }).click();
  const dialog = page.getByRole('dialog', { name: 'New tenant' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('radio', { name: profile, exact: true }).check();
  await dialog.getByRole('button', { name: 'Create tenant' }).click();
  await dialog.getByRole('button', { name: 'Go to Connect' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Connect' })).toBeVisible();
  await expect(page.getByRole('button', { name: `Tenant ${name}, choose another` })).toBeVisible();
}

const step = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('main').locator('li.step').filter({ hasText: text }).first();
/** A step that has ticked itself. */
const seen = async (page: Page, text: string | RegExp): Promise<void> => {
  await expect(step(page, text)).toContainText('Seen:');
};
const open = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
};
const dialogOf = (page: Page): Locator => page.getByRole('dialog');
const row = (page: Page, name: string | RegExp): Locator => page.getByRole('grid').getByRole('row', { name });

/** The Tenant URL as the step shows it that asks for it. */
async function copyTenantUrl(page: Page): Promise<string> {
  const field = step(page, /Test Connection/)
    .locator('.field')
    .filter({ hasText: 'Tenant URL' });
  return (await field.locator('.value').textContent()) ?? '';
}

/** Makes the token that the step asks for; `label` is what it is called without being told. */
async function createToken(page: Page, label: string, beforeSubmit?: () => Promise<void>): Promise<string> {
  await step(page, /Create a token/)
    .getByRole('button', { name: 'Create token' })
    .click();
  await expect(dialogOf(page).getByLabel('Name')).toHaveValue(label);
  await dialogOf(page).getByRole('button', { name: 'Create token' }).click();
  await beforeSubmit?.();
  const secret = (await page.getByTestId('secret').textContent()) ?? '';
  await dialogOf(page).getByRole('button', { name: 'Done' }).click();
  await expect(page.getByTestId('secret')).toHaveCount(0);
  await seen(page, /Create a token/);
  return secret;
}

/** The test connection, which ticks its step and links the request that shows it. */
async function testConnection(page: Page, entra: EntraCycle): Promise<void> {
  await entra.testConnection();
  await seen(page, /Test Connection/);
  await expect(step(page, /Test Connection/).getByRole('link', { name: 'Show request' })).toBeVisible();
}

const arrived = (page: Page, table: string): Locator => page.getByRole('table', { name: table });

test('Simple In/Out: the default role, a role that is kept, and a token that is revealed again', async ({
  page,
  scim,
}) => {
  test.slow();
  await beginTutorial(page, 'Northwind office', 'Simple In/Out');
  await expect(page.getByText('Settings > ENTERPRISE > Single Sign On')).toBeVisible();
  const secret = await createToken(page, 'Bearer Token');
  await step(page, /Create a token/)
    .getByRole('button', { name: 'Reveal Bearer Token' })
    .click();
  await expect(page.getByTestId('secret')).toHaveText(secret);
  await step(page, /Create a token/)
    .getByRole('button', { name: 'Hide Bearer Token' })
    .click();
  await expect(page.getByTestId('secret')).toHaveCount(0);

  const entra = entraCycle(await copyTenantUrl(page), secret);
  await testConnection(page, entra);
  await expect(arrived(page, 'Attributes of users').getByRole('row')).toHaveCount(1 + 8);
  await expect(arrived(page, 'Attributes of groups').getByRole('row')).toHaveCount(1 + 2);

  const refused = await entra.send('POST', '/Users', { userName: 'nobody@northwind.example' });
  expect(refused.status).toBe(400);
  expect(String(refused.body['detail'])).toContain('displayName');
  expect(String(refused.body['detail'])).toContain('externalId');

  // Somebody who was here before, with a role given by hand.
  const tenant = (await scim.call('tenants.list', {})).find(({ name }) => name === 'Northwind office');
  const tenantId = tenant?.id ?? '';
  const roles = await scim.call('roles.list', { tenantId });
  const office = roles.find(({ name }) => name === 'Office manager');
  const member = roles.find(({ isDefault }) => isDefault);
  await scim.call('users.create', {
    tenantId,
    userName: 'grace@northwind.example',
    displayName: 'Grace Hopper',
    externalId: 'grace',
    roleId: office?.id ?? '',
  });

  const ada = await entra.provision({
    userName: 'ada@northwind.example',
    displayName: 'Ada Lovelace',
    externalId: 'ada',
    title: 'Counsel',
    phoneNumbers: [
      { type: 'work', value: '+1 555 0100' },
      { type: 'mobile', value: '+1 555 0101' },
      { type: 'fax', value: '+1 555 0102' },
    ],
  });
  await seen(page, /Provision on demand/);
  const grace = await entra.provision({ userName: 'grace@northwind.example', displayName: 'Grace Hopper' });
  await entra.update(grace, 'title', 'Rear admiral');
  await seen(page, /Change an attribute/);
  await expect(arrived(page, 'Attributes of users')).toContainText('1 of 2');

  await open(page, 'Board');
  await expect(page.getByText('2 users', { exact: true })).toBeVisible();
  await expect(row(page, /Ada Lovelace/)).toContainText(member?.name ?? 'no default role');
  await expect(row(page, /Grace Hopper/)).toContainText('Office manager');

  // Edit user from the board's profile; provisioning leaves the role alone.
  await row(page, /Ada Lovelace/).click();
  const profile = page.getByRole('dialog', { name: 'Profile' });
  await profile.getByRole('button', { name: 'Edit user' }).click();
  await profile.getByRole('combobox', { name: 'Role' }).or(profile.getByLabel('Role')).first().click();
  await page.getByRole('option', { name: 'Admin', exact: true }).click();
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile.getByText('Admin').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await entra.update(ada, 'title', 'Team Lead');
  await expect(row(page, /Ada Lovelace/)).toContainText('Team Lead');
  await expect(row(page, /Ada Lovelace/)).toContainText('Admin');

  const group = await entra.provisionGroup('Reception');
  await entra.addMember(group, ada);
  await open(page, 'Groups');
  await expect(row(page, /Reception/)).toContainText('1');
  await entra.removeMember(group, ada);
  await expect(row(page, /Reception/)).toContainText('0');

  await entra.unassign(ada);
  await open(page, 'Board');
  await expect(row(page, /Ada Lovelace/)).toContainText('Disabled');
  await open(page, 'Provisioning log');
  await expect(row(page, /Disabled Ada Lovelace/)).toBeVisible();
  await open(page, 'Connect');
  await seen(page, /Take the assignment/);
  await seen(page, /The first group arrives/);
  await seen(page, /Its members follow/);
});

/** With what the tutorial requires of a host. */
const host = (given: string, family: string) => {
  const userName = `${given.toLowerCase()}@northwind.example`;
  return {
    userName,
    name: { givenName: given, familyName: family },
    emails: [{ type: 'work', primary: true, value: userName }],
    [enterpriseUserSchema]: { department: 'Research', organization: 'Northwind' },
  };
};

test('Sign In Enterprise: hosts become invisible, host groups go', async ({ page }) => {
  test.slow();
  await beginTutorial(page, 'Front door', 'Sign In Enterprise');
  await expect(page.getByText('Preferences > General > SCIM Host Provisioning')).toBeVisible();
  await expect(step(page, /Sign In Enterprise Host Provisioning/)).toContainText('cannot be used');
  const secret = await createToken(page, 'SCIM Host Provisioning');
  const entra = entraCycle(await copyTenantUrl(page), secret);
  await testConnection(page, entra);
  await expect(arrived(page, 'Attributes of hosts').getByRole('row')).toHaveCount(1 + 10);
  await expect(arrived(page, 'Attributes of host groups').getByRole('row')).toHaveCount(1 + 2);

  const refused = await entra.send('POST', '/Users', { userName: 'ada@northwind.example' });
  expect(refused.status).toBe(400);
  expect(String(refused.body['detail'])).toContain('name.givenName');

  const ada = await entra.provision(host('Ada', 'Lovelace'));
  await entra.provision(host('Grace', 'Hopper'));
  await entra.update(ada, `${enterpriseUserSchema}:department`, 'Engines');
  const group = await entra.provisionGroup('Reception');
  await entra.addMember(group, ada);

  await open(page, 'Board');
  await expect(page.getByText('2 hosts', { exact: true })).toBeVisible();
  await expect(row(page, /Ada Lovelace/)).toContainText('Visible');
  await open(page, 'Host groups');
  await expect(page.getByText('1 host group', { exact: true })).toBeVisible();

  await entra.unassign(ada);
  await open(page, 'Board');
  await expect(page.getByText('1 host', { exact: true })).toBeVisible();
  await expect(row(page, /Ada Lovelace/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show 1 invisible' }).click();
  await expect(row(page, /Ada Lovelace/)).toContainText('Invisible');

  await entra.removeMember(group, ada);
  await entra.deleteGroup(group);
  await open(page, 'Host groups');
  await expect(page.getByText('No host group yet')).toBeVisible();
  await open(page, 'Provisioning log');
  await expect(row(page, /Made Ada Lovelace invisible/)).toBeVisible();
  await open(page, 'Connect');
  await seen(page, /they become invisible/);
  expect(await entra.send('GET', `/Users/${ada}`)).toMatchObject({ status: 200, body: { active: false } });
});

test('SoSafe: the tenant id before the token, and all of its attributes', async ({ page }) => {
  test.slow();
  await beginTutorial(page, 'Awareness', 'SoSafe');
  await expect(page.getByText('Extended Data > SCIM')).toBeVisible();
  await expect(step(page, /Create a token/).getByRole('button', { name: 'Create token' })).toBeDisabled();
  const tenantId = step(page, /copy the Tenant ID/);
  await tenantId.getByLabel('Identity Provider Tenant ID (Azure, Okta, etc.)').fill('northwind');
  await tenantId.getByRole('button', { name: 'Save' }).click();
  await expect(tenantId).toContainText('is no GUID');
  await tenantId
    .getByLabel('Identity Provider Tenant ID (Azure, Okta, etc.)')
    .fill('2f1c9a44-7f76-453a-919d-413861904646');
  await tenantId.getByRole('button', { name: 'Save' }).click();
  await seen(page, /copy the Tenant ID/);

  const secret = await createToken(page, 'SCIM');
  const entra = entraCycle(await copyTenantUrl(page), secret);
  await testConnection(page, entra);
  const ada = await entra.provision({
    userName: 'ada@northwind.example',
    displayName: 'Ada Lovelace',
    title: 'Counsel',
    emails: [{ type: 'work', primary: true, value: 'ada@northwind.example' }],
    preferredLanguage: 'en-GB',
    name: {
      givenName: 'Ada',
      familyName: 'Lovelace',
      formatted: 'Ada Lovelace',
      honorificPrefix: 'Countess',
      honorificSuffix: 'FRS',
    },
    addresses: [
      {
        type: 'work',
        formatted: '12 St James’s Square, London',
        streetAddress: '12 St James’s Square',
        locality: 'London',
        region: 'Greater London',
        postalCode: 'SW1Y 4LB',
        country: 'GB',
      },
    ],
    phoneNumbers: [{ type: 'work', value: '+44 20 7946 0100' }],
    externalId: 'ada',
    nickName: 'Ada',
    userType: 'Employee',
    locale: 'en-GB',
    timezone: 'Europe/London',
    [enterpriseUserSchema]: {
      employeeNumber: '1815',
      costCenter: '4711',
      organization: 'Northwind',
      division: 'Analytics',
      department: 'Research',
    },
  });
  await expect(arrived(page, 'Attributes of users').getByRole('row')).toHaveCount(1 + 28);
  await expect(page.getByText('28 of 28 have arrived')).toBeVisible();
  const group = await entra.provisionGroup('Newcomers', 'g-1');
  await entra.addMember(group, ada);
  await expect(page.getByText('3 of 3 have arrived')).toBeVisible();
  await entra.update(ada, 'title', 'Team Lead');
  await entra.removeMember(group, ada);
  await entra.unassign(ada);
  for (const text of [
    /Provision on demand/,
    /first group/,
    /members follow/,
    /Change an attribute/,
    /Take the assignment/,
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one step of the checklist after the other
    await seen(page, text);
  }
  await open(page, 'Board');
  await expect(row(page, /Ada Lovelace/)).toContainText('Disabled');
  await open(page, 'Groups');
  await expect(row(page, /Newcomers/)).toContainText('0');
});

test('RFPIO: its switch first, a warning before the token, and no groups', async ({ page }) => {
  test.slow();
  await beginTutorial(page, 'Proposals', 'RFPIO');
  await expect(page.getByText('Organization Settings > USER MANAGEMENT > SECURITY > SCIM')).toBeVisible();
  await expect(step(page, /Auto User Provisioning is enabled/)).toContainText('Off: every write is refused');
  const secret = await createToken(page, 'SCIM API Token', async () => {
    await expect(dialogOf(page)).toContainText('will not be displayed again');
    await dialogOf(page).getByRole('button', { name: 'Submit' }).click();
  });
  const entra = entraCycle(await copyTenantUrl(page), secret);
  await testConnection(page, entra);

  const off = await entra.send('POST', '/Users', { userName: 'ada@northwind.example' });
  expect(off.status).toBe(403);
  expect(String(off.body['detail'])).toContain('Auto User Provisioning is off');
  await page.getByRole('checkbox', { name: 'Auto User Provisioning' }).check();
  await seen(page, /Auto User Provisioning is enabled/);

  const ada = await entra.provision({
    userName: 'ada@northwind.example',
    displayName: 'Ada Lovelace',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ type: 'work', primary: true, value: 'ada@northwind.example' }],
    externalId: 'ada',
  });
  await entra.update(ada, 'displayName', 'Ada King');
  await seen(page, /Change an attribute/);
  const group = await entra.send('POST', '/Groups', { displayName: 'Writers' });
  expect(group.status).toBe(501);
  const types = await entra.send('GET', '/ResourceTypes');
  expect(JSON.stringify(types.body)).not.toContain('"/Groups"');
  await entra.unassign(ada);
  await seen(page, /Take the assignment/);

  await open(page, 'Board');
  await expect(row(page, /Ada King/)).toContainText('Disabled');
  await open(page, 'Provisioning log');
  await expect(
    page.getByText(/groups are not supported by this profile: turn the group mapping off/).first(),
  ).toBeVisible();
  await expect(page.getByText(/Auto User Provisioning is off/).first()).toBeVisible();
});

test('Generic SCIM 2.0: everything of the standard, in the portal of Provisioning Mode', async ({ page }) => {
  test.slow();
  await beginTutorial(page, 'Directory', 'Generic SCIM 2.0');
  await page.getByText('Provisioning Mode', { exact: true }).first().click();
  await expect(step(page, /set Provisioning Mode to Automatic/)).toBeVisible();
  const secret = await createToken(page, 'Secret Token');
  const entra = entraCycle(await copyTenantUrl(page), secret);
  await testConnection(page, entra);
  const manager = await entra.provision({ userName: 'grace@northwind.example', displayName: 'Grace Hopper' });
  const ada = await entra.provision({
    userName: 'ada@northwind.example',
    displayName: 'Ada Lovelace',
    emails: [{ type: 'work', primary: true, value: 'ada@northwind.example' }],
    [enterpriseUserSchema]: { department: 'Research' },
  });
  await entra.update(ada, `${enterpriseUserSchema}:manager`, manager);
  const group = await entra.provisionGroup('Research', 'g-1');
  await entra.addMember(group, ada);
  await entra.unassign(ada);
  await entra.removeMember(group, ada);
  await entra.deleteGroup(group);
  for (const text of [
    /Provision on demand/,
    /first group/,
    /members follow/,
    /Change an attribute/,
    /Take the assignment/,
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one step of the checklist after the other
    await seen(page, text);
  }
  await open(page, 'Board');
  await expect(row(page, /Ada Lovelace/)).toContainText('Disabled');
  await row(page, /Ada Lovelace/).click();
  await expect(page.getByRole('dialog', { name: 'Profile' }).getByRole('link', { name: 'Grace Hopper' })).toBeVisible();
  await page.keyboard.press('Escape');
  await open(page, 'Groups');
  await expect(page.getByText('No group yet')).toBeVisible();
  expect(await entra.send('DELETE', `/Users/${ada}`)).toMatchObject({ status: 204 });
  await open(page, 'Board');
  await expect(page.getByText('1 user', { exact: true })).toBeVisible();
});
