// The main job: connect, provision, and see the person on the board and the request in the log.
import { provisioner } from './entra.ts';
import { expect, test } from './host.ts';

test('a token made in the console provisions a person who appears on the board and in the log without a reload', async ({
  page,
  scim,
}) => {
  await page.getByRole('button', { name: 'Create token' }).first().click();
  await page.getByLabel('Name').fill('Entra');
  await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
  const secret = (await page.getByTestId('secret').textContent()) ?? '';
  expect(secret).toMatch(/^scim_[0-9A-Za-z]{49}$/);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByTestId('secret')).toHaveCount(0);

  const entra = provisioner(scim.tenantUrl, secret);
  await page.getByRole('link', { name: 'Board' }).click();
  await expect(page.getByText('Nobody here yet')).toBeVisible();
  const id = await entra.create({
    userName: 'ada@northwind.example',
    displayName: 'Ada Lovelace',
    title: 'Counsel',
    department: 'Research',
  });
  const row = page.getByRole('row', { name: /Ada Lovelace/ });
  await expect(row).toBeVisible();
  await expect(row).toContainText('Active');

  await entra.patch(id, 'title', 'Team Lead');
  await expect(row).toContainText('Team Lead');
  await expect(row.locator('del')).toHaveText('Counsel');
  await entra.patch(id, 'active', 'False');
  await expect(row).toContainText('Disabled');

  await row.click();
  const profile = page.getByRole('dialog', { name: 'Profile' });
  await profile.getByRole('tab', { name: 'History' }).click();
  const change = profile.getByRole('row', { name: /title/ }).filter({ hasText: 'Counsel' });
  await expect(change.first()).toContainText('Team Lead');
  await page.keyboard.press('Escape');
  await expect(profile).toHaveCount(0);

  await page.getByRole('link', { name: 'Provisioning log' }).click();
  const entries = page.getByRole('grid');
  await expect(entries.getByRole('row', { name: /Created Ada Lovelace/ })).toBeVisible();
  await entra.patch(id, 'displayName', 'Ada King');
  const entry = entries.getByRole('row', { name: /Updated Ada King/ });
  await expect(entry).toBeVisible();
  await entry.click();
  const diff = page.getByRole('table').getByRole('row', { name: /displayName/ });
  await expect(diff).toContainText('Ada Lovelace');
  await expect(diff).toContainText('Ada King');
});

test('a revoked token is refused, and the log says why', async ({ page, scim }) => {
  const token = await scim.createToken();
  const tokens = await scim.call('tokens.list', { tenantId: scim.tenantId });
  await page.getByRole('link', { name: 'Credentials', exact: true }).click();
  await page.getByRole('button', { name: 'Revoke test' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(tokens).toHaveLength(1);

  const answer = await fetch(`${scim.tenantUrl}/Users`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(401);
  await page.getByRole('link', { name: 'Provisioning log' }).click();
  const refused = page.getByRole('grid').getByRole('row').filter({ hasText: '401' });
  await expect(refused).toBeVisible();
  await refused.click();
  await expect(page.getByRole('heading', { name: 'Why was this refused' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /^Not revoked: Failed/ })).toContainText('revoked at');
  await expect(page.locator('body')).not.toContainText(token);
});

test('the board can be searched, sorted, filtered and walked with the keyboard alone', async ({ page, scim }) => {
  const entra = provisioner(scim.tenantUrl, await scim.createToken());
  for (const [name, department] of [
    ['Ada Lovelace', 'Research'],
    ['Grace Hopper', 'Engineering'],
    ['Edsger Dijkstra', 'Engineering'],
  ] as const) {
    const userName = `${name.split(' ')[0]!.toLowerCase()}@northwind.example`;
    // One after the other: the default order of the board is by last change.
    // oxlint-disable-next-line no-await-in-loop
    await entra.create({ userName, displayName: name, department });
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible(); // before that, nobody listens to keys
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await expect(palette.getByRole('textbox').or(palette.getByRole('combobox')).first()).toBeFocused();
  await page.keyboard.type('Board');
  await expect(palette).toContainText('Board');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Board' })).toBeVisible();
  const rows = page.getByRole('grid').getByRole('row').filter({ hasText: '@northwind.example' });
  await expect(rows).toHaveCount(3);

  await page.getByRole('heading', { name: 'Board' }).focus();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox').or(page.getByLabel('Search users')).first()).toBeFocused();
  await page.keyboard.type('hopp');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('Grace Hopper');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(3);

  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const profile = page.getByRole('dialog', { name: 'Profile' });
  await expect(profile).toBeVisible();
  const first = await profile.getByRole('heading').first().textContent();
  await page.keyboard.press('ArrowDown');
  await expect(profile.getByRole('heading').first()).not.toHaveText(first ?? '');
  await page.keyboard.press('Escape');
  await expect(profile).toHaveCount(0);
  await expect(page.getByRole('grid')).toBeFocused();
});
