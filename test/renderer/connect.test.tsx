import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { AttributeCoverage } from '#shared/console-api/connect.ts';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { builtInProfiles, tutorialOf, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { checkSteps } from '#renderer/features/connect/checklist.ts';
import { ConnectPage } from '#renderer/features/connect/ConnectPage.tsx';
import { oneloginTemplate } from '#renderer/features/connect/onelogin-template.ts';
import { portals, providerIds, sectionsOf } from '#renderer/features/connect/providers.ts';
import { at, drawApp, drawPage, emptyConsole } from './draw.tsx';
import { connectState, entry, overview, tenant, token } from './fixtures.ts';

let fake: FakeConsole;
beforeEach(() => {
  at('#/connect');
  fake = emptyConsole();
});
afterEach(() => localStorage.clear());

const profileOf = (id: string): TenantProfile => {
  const found = builtInProfiles.find((profile) => profile.id === id);
  if (found === undefined) throw new Error(`No built-in profile has the id ${id}`);
  return found;
};
const tenantOf = (profile: string, facts: Partial<TenantWithUrl> = {}): TenantWithUrl => ({
  ...tenant,
  profile,
  ...facts,
});
/** The console of one tenant, on its Connect page. */
const drawConnect = (shown: TenantWithUrl = tenant) => {
  fake.answer('tenants.list', () => [shown]);
  return drawPage(fake, <ConnectPage />, shown);
};
const usersOf = (total: number) => ({ total, attributes: [] });
const mapped = (name: string) => browser.getByRole('table', { name }).getByRole('row');
const covering = (path: string, required: boolean, arrived: number): AttributeCoverage => ({
  path,
  type: 'String',
  filterable: false,
  required,
  arrived,
});
/** A step by a part of its text. */
const step = (text: string | RegExp) => browser.getByRole('listitem').filter({ hasText: text }).first();

const covered = (profile: TenantProfile, of: 'users' | 'groups', arrived = 0): AttributeCoverage[] => {
  const rows = profile[of];
  return typeof rows === 'string' ? [] : rows.map((row) => ({ ...row, arrived }));
};

describe('the tutorials', () => {
  const all = providerIds.flatMap((provider) =>
    builtInProfiles.flatMap((profile) => portals.map((portal) => ({ provider, portal, profile }))),
  );

  test.each(all)(
    '$provider, $portal portal, $profile.name: token, values, somebody',
    ({ provider, portal, profile }) => {
      const steps = sectionsOf(provider, portal, { profile, tutorial: tutorialOf(profile.id) }).flatMap(
        (section) => section.steps,
      );
      const place = (name: string): number => steps.findIndex(({ seenBy }) => seenBy === name);
      const paste = steps.findIndex(({ fields }) => fields?.some(({ value }) => value === 'secretToken'));
      const url = steps.findIndex(({ fields }) => fields?.some(({ value }) => value === 'tenantUrl'));
      expect(place('tokenCreated')).toBeLessThan(paste);
      expect(url).toBeLessThanOrEqual(paste);
      expect(place('firstUser')).toBeGreaterThan(paste);
      expect(place('firstDisable')).toBeGreaterThan(place('firstUser'));
      expect(place('provisioningOn') >= 0).toBe(profile.hasProvisioningSwitch);
      expect(place('idpTenantIdSaved') >= 0).toBe(profile.needsIdpTenantId);
      expect(place('firstGroup') >= 0).toBe(profile.groups !== 'none');
      expect(new Set(steps.map(({ text }) => text)).size).toBe(steps.length);
    },
  );

  test('every profile that was published has the facts of its tutorial, and no other has', () => {
    expect(builtInProfiles.filter(({ id }) => tutorialOf(id) === undefined).map(({ id }) => id)).toEqual(['generic']);
    expect(tutorialOf('constructor')).toBeUndefined();
  });
});

describe('a step', () => {
  const sections = sectionsOf('entra', 'new', { profile: profileOf('rfpio'), tutorial: tutorialOf('rfpio') });
  const states = (...seen: Parameters<typeof connectState>[0] & object) =>
    Object.fromEntries(
      checkSteps(sections, connectState(seen), { idpTenantId: null, provisioning: false }).sections.flatMap(
        ({ steps }) => steps.map((checked) => [checked.step.text, checked.state]),
      ),
    );

  test('is seen when its evidence is there', () => {
    expect(states('tokenCreated')).toMatchObject({
      provisioningOn: 'next',
      tokenOnce: 'seen',
      entraGalleryApp: 'open',
    });
  });

  test('that cannot be seen counts as done once a later one was seen', () => {
    expect(states('testConnection')).toMatchObject({
      entraGalleryApp: 'passed',
      entraCredentials: 'seen',
      entraCreate: 'open',
    });
  });

  test('that can be seen is never taken as done', () => {
    expect(states('firstUser')).toMatchObject({ provisioningOn: 'next', tokenOnce: 'open', entraCredentials: 'open' });
  });

  test('of a setting follows the setting', () => {
    const checked = checkSteps(sections, connectState(), { idpTenantId: null, provisioning: true });
    expect(checked.sections[0]?.steps[0]).toMatchObject({ number: 1, state: 'seen', evidence: null });
    expect(checked).toMatchObject({ seen: 1, visible: 7 });
  });
});

describe('the checklist', () => {
  test('asks for the values in the order of the provider, under its names', async () => {
    at('#/connect?provider=okta');
    fake.answer('tokens.list', () => [token('Okta')]);
    await drawConnect();
    await expect.element(step(/Test Connector/)).toBeVisible();
    const names = browser.getByRole('main').element().querySelectorAll('.step .field-label');
    expect([...names].map((label) => label.textContent)).toEqual([
      'Secret Token',
      'SCIM connector base URL',
      'Unique identifier field',
      'Authorization',
    ]);
    await expect.element(browser.getByText(tenant.tenantUrl ?? '')).toBeVisible();
    await expect.element(browser.getByRole('button', { name: 'Copy SCIM connector base URL' })).toBeEnabled();
  });

  test('ticks a step with the time and the request that shows it', async () => {
    fake.answer('connect.get', () => connectState(['tokenCreated', 'testConnection']));
    await drawConnect();
    const tested = step(/Test Connection/);
    await expect.element(tested).toMatchTextContent(/^Seen:.*Seen .*Show request/s);
    await expect
      .element(tested.getByRole('link', { name: 'Show request' }))
      .toHaveAttribute('href', '#/provisioning-log?entry=101');
    await expect.element(browser.getByText('2 of 8 seen')).toBeVisible();
  });

  test('ticks itself when something is seen for the first time', async () => {
    await drawConnect();
    await expect.element(browser.getByText('0 of 8 seen')).toBeVisible();
    fake.answer('connect.get', () => connectState(['tokenCreated']));
    fake.push('connect.changed', { tenantId: tenant.id });
    await expect.element(browser.getByText('1 of 8 seen')).toBeVisible();
    await expect.element(step(/Create a token/)).toMatchTextContent(/^Seen:/);
  });

  test('is followed in the portal that the admin sees, and remembers which', async () => {
    const { unmount } = await drawConnect();
    await expect.element(step(/\+ New configuration/)).toBeVisible();
    await browser.getByRole('radio', { name: 'Provisioning Mode' }).click();
    await expect.element(step(/set Provisioning Mode to Automatic/)).toBeVisible();
    await expect.element(step(/Provisioning Status to On/)).toBeVisible();
    await unmount();
    at('#/connect');
    await drawConnect();
    await expect.element(step(/set Provisioning Mode to Automatic/)).toBeVisible();
  });

  test('says that only this computer reaches a local address', async () => {
    await drawConnect({ ...tenant, tenantUrl: 'http://127.0.0.1:7644/default/scim/v2' });
    await expect.element(browser.getByText(/Only this computer reaches this address/)).toBeVisible();
  });

  test('says what is missing while the SCIM server does not run', async () => {
    await drawConnect({ ...tenant, tenantUrl: null });
    await expect.element(browser.getByText('The SCIM server is not running, so there is no Tenant URL.')).toBeVisible();
  });

  test('a failure is said in place, with one button', async () => {
    fake.fail('connect.get', { code: 'internal', detail: 'The log could not be read.' });
    await drawConnect();
    await expect.element(browser.getByRole('alert')).toMatchTextContent('The log could not be read.');
    fake.answer('connect.get', () => connectState());
    await browser.getByRole('button', { name: 'Try again' }).click();
    await expect.element(browser.getByText('0 of 8 seen')).toBeVisible();
  });
});

describe('what a profile asks for', () => {
  test('Sign In Enterprise: an application of its own, and its own words', async () => {
    await drawConnect(tenantOf('sign-in-enterprise'));
    await expect.element(step(/Sign In Enterprise Host Provisioning/)).toMatchTextContent(/cannot be used/);
    await expect.element(browser.getByText('Preferences > General > SCIM Host Provisioning')).toBeVisible();
    await expect.element(step(/assign one or two hosts/)).toBeVisible();
    await expect.element(step(/they become invisible/)).toBeVisible();
  });

  test('Simple In/Out: the single sign-on application may be used', async () => {
    await drawConnect(tenantOf('simple-in-out'));
    await expect.element(step(/from the gallery/)).toMatchTextContent(/may serve provisioning too/);
    await expect.element(step(/Create a token/)).toMatchTextContent(/Bearer Token/);
  });

  test('RFPIO: its switch first, one person, no groups', async () => {
    const rfpio = tenantOf('rfpio', { provisioning: false });
    fake.answer('connect.get', () => connectState([], { groups: null }));
    fake.answer('tenants.set', () => ({ ...rfpio, provisioning: true }));
    await drawConnect(rfpio);
    await expect
      .element(browser.getByRole('main').getByRole('listitem').first())
      .toMatchTextContent(/Auto User Provisioning is enabled/);
    await browser.getByRole('checkbox', { name: 'Auto User Provisioning' }).click();
    await expect
      .poll(() => fake.calls.at(-1))
      .toEqual({ name: 'tenants.set', input: { tenantId: tenant.id, provisioning: true } });
    await expect.element(step(/assign a single user/)).toMatchTextContent(/Default Access/);
    await expect.element(step(/Enabled to No/)).toBeVisible();
    await expect.element(browser.getByText(/RFPIO has no groups/)).toBeVisible();
  });

  test('SoSafe: the tenant id first, a GUID for Entra', async () => {
    const id = '2f1c9a44-7f76-453a-919d-413861904646';
    fake.answer('tenants.set', () => tenantOf('sosafe', { idpTenantId: id }));
    await drawConnect(tenantOf('sosafe'));
    await expect.element(browser.getByRole('button', { name: 'Create token' })).toBeDisabled();
    const field = browser.getByLabelText('Identity Provider Tenant ID (Azure, Okta, etc.)');
    await field.fill('northwind');
    await browser.getByRole('button', { name: 'Save' }).click();
    await expect.element(browser.getByText(/“northwind” is no GUID/)).toBeVisible();
    expect(fake.calls.some(({ name }) => name === 'tenants.set')).toBe(false);
    await field.fill(id);
    await browser.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => fake.calls.at(-1))
      .toEqual({ name: 'tenants.set', input: { tenantId: tenant.id, idpTenantId: id } });
  });

  test('SoSafe: an id of any kind for another provider', async () => {
    at('#/connect?provider=okta');
    fake.answer('tenants.set', () => tenantOf('sosafe', { idpTenantId: 'northwind' }));
    await drawConnect(tenantOf('sosafe'));
    await browser.getByLabelText('Identity Provider Tenant ID (Azure, Okta, etc.)').fill('northwind');
    await browser.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => fake.calls.at(-1)?.input).toMatchObject({ idpTenantId: 'northwind' });
  });

  test('a refusal of the tenant id is said at the field', async () => {
    at('#/connect?provider=okta');
    fake.fail('tenants.set', { code: 'conflict', detail: 'Another tenant has this id.' });
    await drawConnect(tenantOf('sosafe'));
    await browser.getByLabelText('Identity Provider Tenant ID (Azure, Okta, etc.)').fill('northwind');
    await browser.getByRole('button', { name: 'Save' }).click();
    await expect.element(browser.getByText('Another tenant has this id.')).toBeVisible();
  });
});

describe('the attribute mapping', () => {
  test.each([
    ['simple-in-out', 8, 2, 'Attributes of users', 'Attributes of groups'],
    ['sign-in-enterprise', 10, 2, 'Attributes of hosts', 'Attributes of host groups'],
    ['sosafe', 28, 3, 'Attributes of users', 'Attributes of groups'],
  ])('%s: %i + %i rows, as its tutorial has them', async (id, users, groups, ofUsers, ofGroups) => {
    const profile = profileOf(id);
    fake.answer('connect.get', () =>
      connectState([], {
        users: { total: 0, attributes: covered(profile, 'users') },
        groups: { total: 0, attributes: covered(profile, 'groups') },
      }),
    );
    await drawConnect(tenantOf(id));
    await expect.poll(() => mapped(ofUsers).elements()).toHaveLength(users + 1);
    expect(mapped(ofGroups).elements()).toHaveLength(groups + 1);
    const userName = mapped(ofUsers).nth(1).getByRole('cell').elements();
    expect(userName.map((cell) => cell.textContent)).toEqual(['String', '✓Yes', '✓Yes', 'Nothing yet']);
  });

  test('says how many have it, and marks a required one that never arrived with what to do', async () => {
    const attributes = [
      covering('userName', true, 3),
      covering('title', false, 0),
      covering('externalId', true, 0),
      covering('displayName', true, 2),
    ];
    fake.answer('connect.get', () => connectState([], { users: { total: 3, attributes } }));
    await drawConnect(tenantOf('simple-in-out'));
    await expect.element(mapped('Attributes of users').nth(1)).toMatchTextContent(/3 of 3$/);
    await expect.element(mapped('Attributes of users').nth(2)).toMatchTextContent(/^title.*0 of 3$/);
    await expect
      .element(mapped('Attributes of users').nth(3))
      .toMatchTextContent(/^externalIdRequired\. In Entra.*Never arrived$/);
    await expect.element(mapped('Attributes of users').nth(4)).toMatchTextContent(/Required\. In Entra.*2 of 3$/);
  });

  test('follows people as they arrive', async () => {
    fake.answer('connect.get', () => connectState([], { users: usersOf(0) }));
    await drawConnect();
    await expect.element(browser.getByRole('link', { name: '0 users' })).toBeVisible();
    fake.answer('connect.get', () => connectState([], { users: usersOf(1) }));
    fake.push('users.changed', { tenantId: tenant.id, created: [], updated: [], removed: ['somebody'] });
    await expect.element(browser.getByRole('link', { name: '1 user' })).toBeVisible();
  });
});

test('beside it stands the newest request, and every first time', async () => {
  fake.answer('overview.get', () => overview({ lastRequest: entry(7) }));
  fake.answer('connect.get', () => connectState(['firstUser'], { groups: null }));
  await drawConnect(tenantOf('rfpio'));
  const live = browser.getByRole('region', { name: 'What Rollcall sees' });
  await expect.element(live.getByRole('link', { name: 'Updated Person 7' })).toBeVisible();
  await expect
    .element(live.getByRole('listitem').filter({ hasText: 'First user created' }))
    .not.toMatchTextContent('Not yet');
  await expect.element(live.getByRole('listitem').filter({ hasText: 'Test connection' })).toMatchTextContent('Not yet');
  expect(live.getByRole('listitem').elements()).toHaveLength(6);
});

test('it has a place in the navigation', async () => {
  at('#/overview');
  await drawApp(fake);
  await browser.getByRole('link', { name: 'Connect', exact: true }).click();
  await expect.element(browser.getByRole('heading', { level: 1, name: 'Connect' })).toHaveFocus();
});

describe("OneLogin's template", () => {
  test.each(builtInProfiles)('of $name is JSON with every attribute once', (profile) => {
    const template = JSON.parse(oneloginTemplate(profile)) as Record<string, unknown>;
    expect(template).toMatchObject({ userName: '{$parameters.scimusername}' });
    const leaves = JSON.stringify(template).match(/\{\$[^}]+\}/g) ?? [];
    const paths = typeof profile.users === 'string' ? 5 : profile.users.filter(({ path }) => path !== 'active').length;
    expect(leaves).toHaveLength(paths);
  });

  test('keeps values of one type together and names the extensions it has', () => {
    const template = JSON.parse(oneloginTemplate(profileOf('sosafe'))) as Record<string, unknown>;
    expect(template['addresses']).toEqual([
      expect.objectContaining({ type: 'work', locality: '{$parameters.locality}' }),
    ]);
    expect(template['schemas']).toEqual([
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ]);
  });
});
