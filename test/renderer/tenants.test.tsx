import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { profileSentence } from '#renderer/features/tenants/profile-sentence.ts';
import { freeSlug, slugFault } from '#renderer/features/tenants/name-and-slug.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { parseHash } from '#renderer/ui/hash-route.ts';
import { createTexts } from '#renderer/app/i18n.ts';
import type { ConsoleMethodName } from '#shared/console-api/index.ts';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { slugOf } from '#shared/scim/slug.ts';
import { builtInProfiles, defaultProfile } from '#shared/tenant-profiles/index.ts';
import { at, drawApp, emptyConsole } from './draw.tsx';
import { tenant } from './fixtures.ts';
import { contoso, frontDesk, has, served } from './tenant-fixtures.ts';

let fake: FakeConsole;
const title = (name: string) => browser.getByRole('heading', { level: 1, name });
const detail = () => browser.getByRole('region', { name: 'Details' });
const dialog = () => browser.getByRole('dialog');
const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const switcher = (name: string) => browser.getByRole('button', { name: `Tenant ${name}, choose another` });
const param = (name: string) => parseHash(location.hash).params.get(name);
const sent = (name: ConsoleMethodName) => fake.calls.filter((call) => call.name === name).map(({ input }) => input);

/** Answers as the server does: with the changed tenant, which every console hears of too. */
const changed = (facts: Partial<TenantWithUrl>, of: TenantWithUrl = tenant): TenantWithUrl => {
  const after = { ...of, ...facts };
  fake.push('tenants.changed', { tenant: after });
  return after;
};

const openWizard = async (): Promise<void> => {
  await drawApp(fake);
  await switcher('Northwind').click();
  await browser.getByRole('menuitem', { name: 'New tenant' }).click();
  await expect.element(dialog().getByLabelText('Name')).toHaveFocus();
};
const open = async (name: string): Promise<void> => {
  await browser.getByRole('button', { name, exact: true }).click();
  await expect.element(dialog()).toBeVisible();
};
const openChange = async (): Promise<void> => {
  await drawApp(fake);
  await browser.getByRole('button', { name: 'Change profile' }).click();
  await dialog().getByRole('radio', { name: 'Simple In/Out' }).click();
  await press('Next');
};

beforeEach(async () => {
  await browser.viewport(1280, 800);
  at('#/tenants');
  fake = emptyConsole();
  has(fake, [tenant]);
});
afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe('switching', () => {
  test('in the header keeps the page and leaves what was open on it', async () => {
    at('#/board?q=ada&status=active');
    has(fake, [tenant, contoso()]);
    await drawApp(fake);
    await switcher('Northwind').click();
    await browser.getByRole('menuitem', { name: /Contoso/ }).click();
    await expect.element(switcher('Contoso')).toBeVisible();
    expect(location.hash).toBe('#/board');
    await expect
      .poll(() => fake.calls.findLast(({ name }) => name === 'users.list')?.input)
      .toMatchObject({ tenantId: 't2' });
  });

  test('is remembered: by this tab, then by this browser', async () => {
    has(fake, [tenant, contoso(), contoso({ id: 't3', slug: 'fabrikam', name: 'Fabrikam' })]);
    sessionStorage.setItem('rollcall.tenant', 't2');
    localStorage.setItem('rollcall.tenant', 't3');
    await drawApp(fake);
    await expect.element(switcher('Contoso')).toBeVisible();
  });

  test('shows archived tenants apart, and begins with one that is not', async () => {
    has(fake, [contoso({ archivedAt: '2026-11-20T08:00:00.000Z' }), tenant]);
    await drawApp(fake);
    await switcher('Northwind').click();
    await expect.element(browser.getByRole('menu')).toMatchTextContent(/Northwind.*Archived.*Contoso/);
  });

  test('by the palette finds a tenant by a part of its name', async () => {
    at('#/board');
    has(fake, [tenant, contoso()]);
    await drawApp(fake);
    await expect.element(title('Board')).toBeVisible();
    await userEvent.keyboard('{Control>}k{/Control}');
    await browser.getByLabelText('Command palette').getByRole('textbox').fill('conto');
    await userEvent.keyboard('{Enter}');
    await expect.element(switcher('Contoso')).toBeVisible();
    await expect.element(title('Board')).toBeVisible();
  });

  test('falls back when the tenant that is shown is deleted elsewhere', async () => {
    has(fake, [tenant, contoso()]);
    localStorage.setItem('rollcall.tenant', 't2');
    at('#/board');
    await drawApp(fake);
    await expect.element(switcher('Contoso')).toBeVisible();
    fake.push('tenants.removed', { tenantId: 't2' });
    await expect.element(switcher('Northwind')).toBeVisible();
  });
});

describe('a slug', () => {
  test.each([
    ['Northwind', 'northwind'],
    ['Café Zoë & Söhne', 'cafe-zoe-sohne'],
    ['  --  ', ''],
    ['日本', ''],
    ['a'.repeat(60), 'a'.repeat(40)],
  ])('of %j is %j', (name, slug) => expect(slugOf(name)).toBe(slug));

  test.each([
    ['', 'missing'],
    ['North', 'shape'],
    ['-north', 'shape'],
    ['a b', 'shape'],
    ['oauth', 'reserved'],
    ['default', 'taken'],
    ['north', null],
  ])('%j: %s', (slug, fault) => expect(slugFault(slug, [tenant])).toBe(fault));

  test('is counted on where it is taken or reserved', () => {
    expect(freeSlug('Default', [tenant])).toBe('default-2');
    expect(freeSlug('Default', [tenant, { slug: 'default-2' }])).toBe('default-3');
    expect(freeSlug('Console', [tenant])).toBe('console-2');
  });
});

describe('what a profile means', () => {
  const { t } = createTexts(defaultProfile.words);
  test.each([
    ['generic', 'Every standard attribute per user; every standard attribute per group; the token is shown once.'],
    ['simple-in-out', '8 attributes per user; 2 attributes per group; the token can be revealed again.'],
    [
      'sign-in-enterprise',
      /^10 attributes per host; 2 attributes per host group; deactivated hosts become invisible; /,
    ],
    [
      'sosafe',
      /^28 attributes per .*; 3 attributes per .*; asks for the identity provider’s tenant ID before a token; /,
    ],
    ['rfpio', /; no groups; provisioning has a switch, off at first; the token is shown once, after a warning\.$/],
  ])('%s is said in one sentence from its data', (id, sentence) => {
    const profile = builtInProfiles.find((one) => one.id === id) ?? defaultProfile;
    expect(profileSentence(profile, t)).toMatch(sentence);
  });
});

describe('the wizard', () => {
  const made = contoso({ id: 't9', slug: 'front-office', name: 'Front office', profile: 'sosafe' });
  test('asks for name, slug and profile, makes the tenant and leads to Connect', async () => {
    fake.answer('tenants.create', () => {
      fake.push('tenants.created', { tenant: made });
      return made;
    });
    await openWizard();
    await userEvent.keyboard('Front office');
    await expect.element(dialog().getByLabelText('Slug')).toHaveValue('front-office');
    await expect.element(dialog().getByText(/ends in \/front-office\/scim\/v2/)).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog().getByRole('radio', { name: 'Generic SCIM 2.0' })).toHaveFocus();
    expect(dialog().getByRole('radio').elements()).toHaveLength(5);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    await expect.element(dialog().getByText('https://rollcall.example/contoso/scim/v2')).toBeVisible();
    await expect.element(dialog().getByText(/^Save the Identity Provider Tenant ID/)).toBeVisible();
    expect(sent('tenants.create')).toEqual([{ name: 'Front office', slug: 'front-office', profile: 'sosafe' }]);
    await expect.element(dialog().getByRole('button', { name: 'Go to Connect' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(switcher('Front office')).toBeVisible();
    expect(parseHash(location.hash)).toMatchObject({ page: 'connect' });
  });

  test('says what is wrong with a slug while it is typed, and goes no further', async () => {
    await openWizard();
    await dialog().getByLabelText('Slug').fill('default');
    await expect.element(dialog().getByText('Northwind has the slug “default”. Choose another one.')).toBeVisible();
    await dialog().getByLabelText('Slug').fill('oauth');
    await expect.element(dialog().getByText(/^Rollcall keeps “oauth” for itself/)).toBeVisible();
    await dialog().getByLabelText('Slug').fill('Front Office');
    await expect.element(dialog().getByText(/^Only a-z, 0-9 and inner dashes/)).toBeVisible();
    await press('Next');
    await expect.element(dialog().getByText('Give the tenant a name.')).toBeVisible();
    await expect.element(dialog().getByRole('radio')).not.toBeInTheDocument();
  });

  test('proposes a free slug and stops proposing once one was written', async () => {
    await openWizard();
    await dialog().getByLabelText('Name').fill('Default');
    await expect.element(dialog().getByLabelText('Slug')).toHaveValue('default-2');
    await dialog().getByLabelText('Slug').fill('mine');
    await dialog().getByLabelText('Name').fill('Something else');
    await expect.element(dialog().getByLabelText('Slug')).toHaveValue('mine');
  });

  test('offers a profile of one’s own', async () => {
    has(fake, [tenant], [served(frontDesk, 'custom')]);
    fake.answer('tenants.create', ({ profile = '' }) => contoso({ profile }));
    await openWizard();
    await userEvent.keyboard('Desk{Enter}');
    await dialog().getByRole('radio', { name: 'Front desk' }).click();
    await press('Create tenant');
    await expect.poll(() => sent('tenants.create')).toMatchObject([{ profile: 'front-desk' }]);
  });

  test('keeps what was entered when it is refused, and says why in its place', async () => {
    fake.fail('tenants.create', { code: 'conflict', detail: 'A tenant with the slug "desk" already exists.' });
    await openWizard();
    await userEvent.keyboard('Desk{Enter}');
    await press('Create tenant');
    await expect
      .element(dialog().getByRole('alert'))
      .toMatchTextContent('A tenant with the slug "desk" already exists.');
    await press('Back');
    await expect.element(dialog().getByLabelText('Name')).toHaveValue('Desk');
    await expect.element(dialog().getByRole('alert')).not.toBeInTheDocument();
  });

  test('opens where there is no tenant yet', async () => {
    has(fake, []);
    fake.answer('tenants.create', () => made);
    await drawApp(fake);
    await browser.getByRole('button', { name: 'New tenant' }).click();
    await expect.element(dialog().getByLabelText('Name')).toHaveFocus();
  });
});

describe('looking after a tenant', () => {
  test('shows its URL, profile, slug and compatibility', async () => {
    await drawApp(fake);
    await expect.element(detail().getByText('https://rollcall.example/default/scim/v2')).toBeVisible();
    await expect.element(detail().getByRole('link', { name: 'Generic SCIM 2.0' })).toBeVisible();
    await expect.element(detail().getByText('default', { exact: true })).toBeVisible();
    await expect.element(detail().getByText(/^Lenient/)).toBeVisible();
  });

  test('renames it; slug and URL stay', async () => {
    fake.answer('tenants.set', ({ name = '' }) => changed({ name }));
    await drawApp(fake);
    await open('Rename Northwind');
    await dialog().getByLabelText('Name').fill('  ');
    await press('Rename');
    await expect.element(dialog().getByText('Give the tenant a name.')).toBeVisible();
    await dialog().getByLabelText('Name').fill('Northwind Traders');
    await press('Rename');
    await expect.element(switcher('Northwind Traders')).toBeVisible();
    expect(sent('tenants.set')).toEqual([{ tenantId: tenant.id, name: 'Northwind Traders' }]);
  });

  test('duplicates it under a free slug and shows the copy', async () => {
    fake.answer('tenants.duplicate', ({ name, slug }) => {
      const copy = contoso({ name, slug });
      fake.push('tenants.created', { tenant: copy });
      return copy;
    });
    await drawApp(fake);
    await open('Duplicate Northwind');
    await expect.element(dialog().getByText(/People, groups, tokens and the log stay behind/)).toBeVisible();
    await expect.element(dialog().getByLabelText('Slug')).toHaveValue('northwind-copy');
    await press('Duplicate');
    await expect.element(detail().getByRole('heading', { name: 'Northwind copy' })).toBeVisible();
    expect(sent('tenants.duplicate')).toEqual([
      { tenantId: tenant.id, name: 'Northwind copy', slug: 'northwind-copy' },
    ]);
  });

  test('archives it and takes it out again', async () => {
    fake.answer('tenants.archive', ({ archived }) =>
      changed({ archivedAt: archived ? '2026-11-21T09:00:00.000Z' : null }),
    );
    await drawApp(fake);
    await detail().getByRole('button', { name: 'Archive' }).click();
    await expect.element(dialog().getByText(/answers no request any more/)).toBeVisible();
    await press('Archive');
    await detail().getByRole('button', { name: 'Unarchive' }).click();
    await press('Unarchive');
    await expect.element(detail().getByRole('button', { name: 'Archive' })).toBeVisible();
    expect(sent('tenants.archive')).toEqual([
      { tenantId: tenant.id, archived: true },
      { tenantId: tenant.id, archived: false },
    ]);
  });

  test('deletes it after its slug was typed, and offers the export first', async () => {
    has(fake, [tenant, contoso()]);
    fake.answer('tenants.export', () => ({ fileName: 'contoso.json', document: {} }));
    fake.answer('tenants.remove', ({ tenantId }) => {
      fake.push('tenants.removed', { tenantId });
      return { tenantId };
    });
    at('#/tenants?tenant=contoso');
    await drawApp(fake);
    await detail().getByRole('button', { name: 'Delete' }).click();
    await expect.element(dialog().getByRole('button', { name: 'Export first' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog().getByText('Exported as contoso.json')).toBeVisible();
    await dialog().getByRole('textbox').fill('default');
    await press('Delete');
    await expect.element(dialog().getByText('This is not its slug. Type contoso.')).toBeVisible();
    expect(sent('tenants.remove')).toEqual([]);
    await dialog().getByRole('textbox').fill('contoso');
    await press('Delete');
    await expect.element(detail().getByRole('heading', { name: 'Northwind' })).toBeVisible();
    expect(sent('tenants.remove')).toEqual([{ tenantId: 't2', slug: 'contoso' }]);
  });

  test('says that the last one stays', async () => {
    await drawApp(fake);
    await detail().getByRole('button', { name: 'Delete' }).click();
    await expect.element(dialog().getByText(/is the last tenant/)).toBeVisible();
    await expect.element(dialog().getByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
  });

  test('a tenant that is not the one shown can be switched to; one that is gone is said to be', async () => {
    has(fake, [tenant, contoso()]);
    at('#/tenants?tenant=contoso');
    await drawApp(fake);
    await browser.getByRole('button', { name: 'Switch to Contoso' }).click();
    await expect.element(switcher('Contoso')).toBeVisible();
    await expect.element(detail().getByRole('heading', { name: 'Contoso' })).toBeVisible();
    fake.push('tenants.removed', { tenantId: 't2' });
    await expect.element(detail().getByRole('heading', { name: 'Northwind' })).toBeVisible();
  });
});

describe('changing the profile', () => {
  const nothing = { secrets: 0, recoveryKey: false, provisioning: false };
  const people = {
    count: 12,
    examples: [{ id: 'p1', displayName: 'Ada Lovelace', missing: ['externalId', 'displayName'] }],
  };
  test('shows how many lack what it requires and who, and changes nothing before it is confirmed', async () => {
    fake.answer('tenants.checkProfile', () => ({ people, groups: { count: 0, examples: [] }, beyondUndo: nothing }));
    fake.answer('tenants.setProfile', ({ profile }) => changed({ profile }));
    await openChange();
    await expect.element(dialog().getByText('12 users lack what it requires:')).toBeVisible();
    const list = dialog().getByRole('list', { name: 'Users who lack something' });
    await expect.element(list).toMatchTextContent(/Ada LovelaceexternalId, displayName.*and 11 more/);
    await expect.element(dialog().getByText(/Change back to Generic SCIM 2\.0 at any time/)).toBeVisible();
    expect(sent('tenants.setProfile')).toEqual([]);
    await press('Change to Simple In/Out');
    await expect.element(detail().getByRole('link', { name: 'Simple In/Out' })).toBeVisible();
    expect(sent('tenants.setProfile')).toEqual([{ tenantId: tenant.id, profile: 'simple-in-out' }]);
  });

  test('says what changing back does not undo, and only then', async () => {
    const nobody = { count: 0, examples: [] };
    const beyondUndo = { secrets: 2, recoveryKey: true, provisioning: true };
    fake.answer('tenants.checkProfile', () => ({ people: nobody, groups: nobody, beyondUndo }));
    await openChange();
    const list = dialog().getByRole('list', { name: 'Changing back does not undo this' });
    await expect.element(list).toMatchTextContent(/secrets of 2 tokens.*recovery key.*Provisioning is off now/);
  });

  test('can be left at the question, and says when everybody fits', async () => {
    fake.answer('tenants.checkProfile', () => ({
      people: { count: 0, examples: [] },
      groups: { count: 0, examples: [] },
      beyondUndo: nothing,
    }));
    await openChange();
    await expect.element(dialog().getByText('Every user and every group has what it requires.')).toBeVisible();
    await press('Back');
    await press('Cancel');
    await expect.poll(() => param('dialog')).toBeNull();
    expect(sent('tenants.setProfile')).toEqual([]);
  });

  test('asks again for what the profile decides about', async () => {
    at('#/schemas');
    await drawApp(fake);
    await expect.poll(() => sent('schemas.list')).toHaveLength(1);
    changed({ profile: 'sosafe' });
    await expect.poll(() => sent('schemas.list')).toHaveLength(2);
  });
});

describe('what only some profiles ask for', () => {
  test('nothing of it is shown where the profile has none', async () => {
    await drawApp(fake);
    await expect.element(detail().getByRole('heading', { name: 'Northwind' })).toBeVisible();
    await expect.element(browser.getByText('Auto User Provisioning')).not.toBeInTheDocument();
    await expect.element(browser.getByText(/^Identity Provider Tenant ID/)).not.toBeInTheDocument();
  });

  test('the provisioning switch is off at first, says what that means and is turned on', async () => {
    const off = { ...tenant, profile: 'rfpio', provisioning: false };
    has(fake, [off]);
    fake.answer('tenants.set', ({ provisioning = false }) => changed({ provisioning }, off));
    await drawApp(fake);
    const panel = browser.getByRole('region', { name: 'Auto User Provisioning' });
    await expect.element(panel.getByRole('radio', { name: 'Off' })).toBeChecked();
    await expect.element(panel.getByText(/every write is refused with 403/)).toBeVisible();
    await panel.getByText('On', { exact: true }).click();
    await expect.element(panel.getByRole('radio', { name: 'On' })).toBeChecked();
    await expect.poll(() => sent('tenants.set')).toEqual([{ tenantId: tenant.id, provisioning: true }]);
  });

  test('the Identity Provider Tenant ID is saved; what is wrong with it stands at the field', async () => {
    const soSafe = { ...tenant, profile: 'sosafe' };
    has(fake, [soSafe]);
    fake.fail('tenants.set', { code: 'invalid-input', detail: 'This is nearly a GUID. Copy the tenant id again.' });
    await drawApp(fake);
    const panel = browser.getByRole('region', { name: /^Identity Provider Tenant ID/ });
    await panel.getByRole('button', { name: 'Save' }).click();
    await expect.element(panel.getByText(/^Paste the ID your identity provider gives/)).toBeVisible();
    expect(sent('tenants.set')).toEqual([]);
    await panel.getByRole('textbox').fill('2f0c1a5e-1111-4222-8333-44445555');
    await panel.getByRole('button', { name: 'Save' }).click();
    await expect.element(panel.getByText('This is nearly a GUID. Copy the tenant id again.')).toBeVisible();
    fake.answer('tenants.set', ({ idpTenantId = null }) => changed({ idpTenantId }, soSafe));
    await panel.getByRole('textbox').fill(' 2f0c1a5e-1111-4222-8333-444455556666 ');
    await panel.getByRole('button', { name: 'Save' }).click();
    await expect.element(browser.getByText('Saved the Identity Provider Tenant ID')).toBeVisible();
    expect(sent('tenants.set').at(-1)).toEqual({
      tenantId: tenant.id,
      idpTenantId: '2f0c1a5e-1111-4222-8333-444455556666',
    });
  });
});

test('Settings leads to the tenants and to their profiles', async () => {
  at('#/settings');
  await drawApp(fake);
  await browser.getByRole('link', { name: 'Manage tenants' }).click();
  await expect.element(title('Tenants')).toHaveFocus();
  await browser.getByRole('main').getByRole('link', { name: 'Settings' }).click();
  await browser.getByRole('link', { name: 'Show tenant profiles' }).click();
  await expect.element(title('Tenant profiles')).toHaveFocus();
});
