// A schema of one's own: declared in the console, filled over SCIM, seen on the person.
import { userSchema } from '#shared/scim/urn.ts';
import { expect, test } from './host.ts';

const northwind = 'urn:ietf:params:scim:schemas:extension:Northwind:2.0:User';

test('an extension declared in the console takes values over SCIM and shows them in the profile', async ({
  page,
  scim,
}) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'Show schemas' }).click();
  await page.getByRole('button', { name: 'Add schema' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a schema' });
  await dialog.getByLabel('Name', { exact: true }).fill('Northwind');
  await expect(dialog.getByLabel('URI')).toHaveValue(northwind);
  await dialog.getByLabel('Name of attribute 1').fill('badgeNumber');
  await dialog.getByLabel('badgeNumber is unique').check();
  await dialog.getByRole('button', { name: 'Add schema' }).click();
  await expect(dialog).toHaveCount(0);
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details.getByRole('row', { name: /^badgeNumber string/ })).toContainText('In tenant');
  await expect(details.getByRole('link', { name: 'User' })).toBeVisible();

  const token = await scim.createToken();
  const post = (userName: string, badgeNumber: string): Promise<Response> =>
    fetch(`${scim.tenantUrl}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({
        schemas: [userSchema, northwind],
        userName,
        displayName: 'Ada Lovelace',
        [northwind]: { badgeNumber },
      }),
    });
  expect((await post('ada@northwind.example', 'NW-4711')).status).toBe(201);
  expect((await post('grace@northwind.example', 'NW-4711')).status).toBe(409);

  await page.getByRole('link', { name: 'Board', exact: true }).click();
  await page.getByRole('row', { name: /Ada Lovelace/ }).click();
  const profile = page.getByRole('dialog', { name: 'Profile' });
  await expect(profile.getByRole('heading', { name: 'Northwind' })).toBeVisible();
  await expect(profile.getByText('NW-4711')).toBeVisible();
  await profile.getByRole('tab', { name: 'SCIM resource' }).click();
  await expect(profile.getByRole('textbox', { name: 'SCIM resource' })).toContainText('"badgeNumber": "NW-4711"');
});

test('a resource type is declared as JSON, serves resources, and goes when it is empty', async ({ page, scim }) => {
  const uri = 'urn:example:params:scim:schemas:Device';
  await scim.call('schemas.save', {
    tenantId: scim.tenantId,
    schema: { id: uri, name: 'Device', attributes: [{ name: 'serial', required: true }] },
  });
  await page.evaluate(() => {
    location.hash = '#/schemas';
  });
  await page.getByRole('button', { name: 'Add resource type' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('JSON', { exact: true }).click();
  const editor = dialog.getByRole('textbox', { name: 'JSON document' });
  await editor.fill('{"name": "Device", "endpoint": "/Devices"');
  await dialog.getByRole('button', { name: 'Add resource type' }).click();
  await expect(dialog.getByRole('alert')).toContainText('is not JSON');
  await editor.fill(JSON.stringify({ name: 'Device', endpoint: '/Devices', schema: uri }));
  await dialog.getByRole('button', { name: 'Add resource type' }).click();
  await expect(dialog).toHaveCount(0);

  const token = await scim.createToken();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
  const made = await fetch(`${scim.tenantUrl}/Devices`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ schemas: [uri], serial: 'X1' }),
  });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };
  const resources = page.getByRole('region', { name: 'Details' }).locator('dt:has-text("Resources") + dd');
  await expect(resources).toHaveText('1');
  await page.getByRole('button', { name: 'Remove Device' }).click();
  await expect(dialog).toContainText('Device holds 1 resource. Delete it over SCIM first.');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await fetch(`${scim.tenantUrl}/Devices/${id}`, { method: 'DELETE', headers });
  await expect(resources).toHaveText('0');
  await page.getByRole('button', { name: 'Remove Device' }).click();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Schemas' }).getByText('/Devices')).toHaveCount(0);
  expect((await fetch(`${scim.tenantUrl}/Devices`, { headers })).status).toBe(404);
});

test('strict is asked for once, then holds for the next request and is noted nowhere', async ({ page, scim }) => {
  const token = await scim.createToken();
  const post = (userName: string): Promise<Response> =>
    fetch(`${scim.tenantUrl}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({ schemas: [userSchema], userName, active: 'False' }),
    });
  expect((await post('ada@northwind.example')).status).toBe(201);
  await page.getByRole('link', { name: 'Provisioning log' }).click();
  await page.getByRole('row', { name: /Created ada@northwind.example 1 note/ }).click();
  await expect(page.getByRole('complementary', { name: 'Entry' })).toContainText(
    'active: boolean sent as text "False", read as false',
  );

  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Compatibility' });
  await panel.getByText('Strict', { exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch to strict' }).click();
  await expect(panel.getByRole('radio', { name: 'Strict' })).toBeChecked();
  expect((await post('grace@northwind.example')).status).toBe(400);
});
