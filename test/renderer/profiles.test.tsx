import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { knownAttributes } from '#renderer/features/profiles/known-attributes.ts';
import { profileDocument } from '#renderer/features/profiles/profile-document.ts';
import { draftOf, freeId, profileOf } from '#renderer/features/profiles/profile-draft.ts';
import { parseHash } from '#renderer/ui/hash-route.ts';
import { tenantProfile } from '#shared/console-api/profiles.ts';
import type { ConsoleMethodName } from '#shared/console-api/index.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { builtInProfiles, defaultProfile, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { at, drawApp, emptyConsole } from './draw.tsx';
import { attribute, builtInSchemas, tenant } from './fixtures.ts';
import { frontDesk, has, served } from './tenant-fixtures.ts';

let fake: FakeConsole;
const detail = () => browser.getByRole('region', { name: 'Details' });
const dialog = () => browser.getByRole('dialog');
const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const tab = (name: RegExp) => dialog().getByRole('tab', { name }).click();
const editor = () => dialog().getByRole('textbox', { name: 'Profile file' });
const param = (name: string) => parseHash(location.hash).params.get(name);
const sent = (name: ConsoleMethodName) => fake.calls.filter((call) => call.name === name).map(({ input }) => input);
const profileCalled = (id: string): TenantProfile => builtInProfiles.find((one) => one.id === id) ?? defaultProfile;
const savedProfile = (): TenantProfile =>
  tenantProfile.parse((sent('profiles.save').at(-1) as { profile: unknown }).profile);

const openNew = async (from: string): Promise<void> => {
  at(`#/profiles?profile=${from}`);
  await drawApp(fake);
  await browser.getByRole('button', { name: 'New profile' }).click();
  await expect.element(dialog().getByLabelText('Name', { exact: true })).toHaveFocus();
};
const fillName = (text: string) => dialog().getByLabelText('Name', { exact: true }).fill(text);
const openImport = async (): Promise<void> => {
  await drawApp(fake);
  await browser.getByRole('button', { name: 'Import' }).click();
  await expect.element(editor()).toHaveAttribute('contenteditable', 'true');
};

beforeEach(async () => {
  await browser.viewport(1280, 900);
  at('#/profiles');
  fake = emptyConsole();
  has(fake, [tenant]);
  fake.answer('profiles.save', ({ profile }) => served(tenantProfile.parse(profile), 'custom'));
});
afterEach(() => sessionStorage.clear());

describe('the attributes to choose from', () => {
  test('are written as a target attribute of Entra', () => {
    const [user, enterprise] = builtInSchemas;
    if (user === undefined || enterprise === undefined) throw new Error('The fixtures have two schemas');
    const schema = {
      ...user.schema,
      attributes: [
        attribute('userName'),
        attribute('active', { type: 'boolean' }),
        attribute('name', { type: 'complex', subAttributes: [attribute('givenName')] }),
        attribute('emails', {
          type: 'complex',
          multiValued: true,
          subAttributes: [attribute('value'), attribute('type', { canonicalValues: ['work', 'home'] })],
        }),
        attribute('roles', { type: 'complex', multiValued: true, subAttributes: [attribute('value')] }),
        attribute('groups', { mutability: 'readOnly' }),
      ],
    };
    const manager = attribute('manager', { type: 'complex', subAttributes: [attribute('value'), attribute('$ref')] });
    const schemas = [
      { ...user, schema },
      { ...enterprise, schema: { ...enterprise.schema, attributes: [attribute('costCenter'), manager] } },
    ];
    const known = knownAttributes(schemas, 'User').map(({ path, type }) => `${path} ${type}`);
    expect(known.slice(0, 8)).toEqual([
      'userName String',
      'active Boolean',
      'name.givenName String',
      'emails[type eq "work"].value String',
      'emails[type eq "home"].value String',
      'roles String',
      `${enterpriseUserSchema}:costCenter String`,
      `${enterpriseUserSchema}:manager Reference`,
    ]);
    expect(known).toContain('phoneNumbers[type eq "fax"].value String');
    expect(new Set(known).size).toBe(known.length);
  });

  test.each(builtInProfiles.map((profile) => [profile.id, profile] as const))(
    'leave %s as it is while nothing is changed',
    (_, profile) => expect(profileOf(draftOf(profile, builtInSchemas))).toEqual(profile),
  );

  test('an id is counted on where it is taken', () => {
    expect(freeId('SoSafe', ['sosafe', 'sosafe-2'])).toBe('sosafe-3');
    expect(freeId('', ['sosafe'])).toBe('');
  });
});

describe('the page', () => {
  test('begins with the profile of the tenant that is shown', async () => {
    await drawApp(fake);
    await expect.element(detail().getByRole('heading', { name: 'Generic SCIM 2.0' })).toBeVisible();
    await expect.element(detail().getByText('user, users; group, groups; active, disabled')).toBeVisible();
    await expect.element(browser.getByText(/^None of your own yet/)).toBeVisible();
  });

  test('shows the attribute table of a tutorial, its words and what it asks for', async () => {
    at('#/profiles?profile=sign-in-enterprise');
    await drawApp(fake);
    await expect.element(detail().getByText(/^host, hosts; host group, host groups; /)).toBeVisible();
    const table = detail().getByRole('table').first();
    expect(table.getByRole('row').elements()).toHaveLength(11);
    const row = table.getByRole('row', { name: /^emails\[type eq "work"\]\.value/ });
    await expect.element(row).toMatchTextContent('emails[type eq "work"].valueStringNoYes');
    await expect.element(detail().getByText('Who is deactivated leaves the board until asked for.')).toBeVisible();
  });

  test('built-in profiles can be copied and exported, not changed', async () => {
    await drawApp(fake);
    await expect.element(detail().getByRole('button', { name: 'Export Generic SCIM 2.0 as a file' })).toBeVisible();
    await expect.element(detail().getByRole('button', { name: /^Edit/ })).not.toBeInTheDocument();
    await expect.element(detail().getByRole('button', { name: /^Remove/ })).not.toBeInTheDocument();
  });

  test('a profile that is gone is said to be', async () => {
    at('#/profiles?profile=gone');
    await drawApp(fake);
    await browser.getByRole('button', { name: 'Show what is here' }).click();
    await expect.element(detail().getByRole('heading', { name: 'Generic SCIM 2.0' })).toBeVisible();
  });
});

describe('a new profile', () => {
  test('begins as a copy of the one that is shown', async () => {
    await openNew('simple-in-out');
    await fillName('Front desk');
    await expect.element(dialog().getByLabelText('ID')).toHaveValue('front-desk');
    await press('Save');
    await expect.poll(() => param('profile')).toBe('front-desk');
    expect(sent('profiles.save')).toEqual([
      { profile: profileDocument({ ...profileCalled('simple-in-out'), id: 'front-desk', name: 'Front desk' }) },
    ]);
  });

  test('attributes are searched and ticked, filterable and required', async () => {
    await openNew('simple-in-out');
    await fillName('Front desk');
    await dialog().getByLabelText('Search attributes').fill('nick');
    const row = dialog().getByRole('row', { name: /nickName/ });
    await expect.element(row.getByRole('checkbox', { name: 'nickName is required' })).toBeDisabled();
    await row.getByRole('checkbox', { name: 'nickName is part of the profile' }).click();
    await row.getByRole('checkbox', { name: 'nickName is filterable' }).click();
    await row.getByRole('checkbox', { name: 'nickName is required' }).click();
    await dialog().getByLabelText('Search attributes').fill('');
    await dialog().getByRole('checkbox', { name: 'title is part of the profile' }).click();
    await expect.element(dialog().getByRole('checkbox', { name: 'userName is part of the profile' })).toBeDisabled();
    await dialog().getByLabelText('Another attribute').fill('emails[type eq "private"].value');
    await userEvent.keyboard('{Enter}');
    await press('Save');
    await expect.poll(() => sent('profiles.save')).toHaveLength(1);
    const { users } = savedProfile();
    expect(users).toContainEqual({ path: 'nickName', type: 'String', filterable: true, required: true });
    expect(users).toContainEqual({
      path: 'emails[type eq "private"].value',
      type: 'String',
      filterable: false,
      required: false,
    });
    expect(users).not.toContainEqual(expect.objectContaining({ path: 'title' }));
    expect(users).toHaveLength(9);
  });

  test('an attribute is not added twice', async () => {
    await openNew('simple-in-out');
    await dialog().getByLabelText('Another attribute').fill('USERNAME');
    await press('Add');
    await expect.element(dialog().getByText('USERNAME is in the list already.')).toBeVisible();
  });

  test('groups, words and policies are set in their tabs', async () => {
    await openNew('generic');
    await fillName('Front desk');
    await tab(/^Groups/);
    await dialog().getByText('No groups', { exact: true }).click();
    await tab(/^Words/);
    await dialog().getByLabelText('One person').fill('guest');
    await dialog().getByLabelText('Several people').fill('guests');
    await tab(/^Policies/);
    await dialog().getByText('Can be revealed again', { exact: true }).click();
    await expect.element(dialog().getByRole('checkbox', { name: 'Warn before a token is made' })).toBeDisabled();
    await dialog().getByRole('checkbox', { name: 'Switch for provisioning' }).click();
    await press('Save');
    await expect.poll(() => sent('profiles.save')).toHaveLength(1);
    expect(savedProfile()).toMatchObject({
      users: 'all',
      groups: 'none',
      words: { person: 'guest', people: 'guests', group: 'group' },
      tokenPolicy: 'reveal-again',
      hasProvisioningSwitch: true,
    });
  });

  test('what is missing brings up its tab and takes the focus; nothing is sent', async () => {
    await openNew('generic');
    await press('Save');
    await expect.element(dialog().getByLabelText('Name', { exact: true })).toHaveFocus();
    await expect.element(dialog().getByText('Give the profile a name.')).toBeVisible();
    await fillName('Front desk');
    await tab(/^Words/);
    await dialog().getByLabelText('One person').fill(' ');
    await tab(/^People/);
    await press('Save');
    await expect.element(dialog().getByText('Say what the product calls it.')).toBeVisible();
    await expect.element(dialog().getByLabelText('One person')).toHaveFocus();
    expect(sent('profiles.save')).toEqual([]);
  });

  test('cannot take the id of another one', async () => {
    await openNew('generic');
    await fillName('SoSafe');
    await expect.element(dialog().getByLabelText('ID')).toHaveValue('sosafe-2');
    await dialog().getByLabelText('ID').fill('sosafe');
    await press('Save');
    await expect.element(dialog().getByText('Another profile has this ID.')).toBeVisible();
    expect(sent('profiles.save')).toEqual([]);
  });

  test('keeps what was entered when it is refused, and says why', async () => {
    fake.fail('profiles.save', { code: 'invalid-input', detail: 'users[8].path: no schema has the attribute "foo".' });
    await openNew('generic');
    await fillName('Front desk');
    await press('Save');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('users[8].path');
    await expect.element(dialog().getByLabelText('Name', { exact: true })).toHaveValue('Front desk');
  });
});

describe('a profile of one’s own', () => {
  beforeEach(() => {
    has(fake, [tenant], [served(frontDesk, 'custom')]);
    at('#/profiles?profile=front-desk');
  });

  test('is changed under the same id', async () => {
    await drawApp(fake);
    await browser.getByRole('button', { name: 'Edit Front desk' }).click();
    await expect.element(dialog().getByLabelText('ID')).toHaveAttribute('readonly');
    await dialog().getByLabelText('Name', { exact: true }).fill('Reception');
    await press('Save');
    await expect.poll(() => savedProfile()).toEqual({ ...frontDesk, name: 'Reception' });
  });

  test('is removed after one question', async () => {
    fake.answer('profiles.remove', ({ id }) => ({ id }));
    await drawApp(fake);
    await browser.getByRole('button', { name: 'Remove Front desk' }).click();
    await press('Remove');
    await expect.poll(() => sent('profiles.remove')).toEqual([{ id: 'front-desk' }]);
    expect(param('profile')).toBeNull();
  });

  test('stays while tenants have it, and says so', async () => {
    has(fake, [tenant], [served(frontDesk, 'custom', 2)]);
    await drawApp(fake);
    await browser.getByRole('button', { name: 'Remove Front desk' }).click();
    await expect.element(dialog().getByText('2 tenants have it. Give them another profile first.')).toBeVisible();
    await expect.element(dialog().getByRole('button', { name: 'Remove', exact: true })).not.toBeInTheDocument();
  });

  test('follows what another console saved', async () => {
    await drawApp(fake);
    await expect.element(detail().getByRole('heading', { name: 'Front desk' })).toBeVisible();
    has(fake, [tenant], [served({ ...frontDesk, name: 'Reception' }, 'custom')]);
    fake.push('profiles.changed', {});
    await expect.element(detail().getByRole('heading', { name: 'Reception' })).toBeVisible();
  });
});

describe('importing a file', () => {
  test('sends what the file holds and shows the profile', async () => {
    await openImport();
    const field = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (field === null) throw new Error('The dialog has no field for a file');
    const text = JSON.stringify(profileDocument(frontDesk));
    await userEvent.upload(field, new File([text], 'front-desk.tenant-profile.json', { type: 'application/json' }));
    await expect.element(editor()).toMatchTextContent(/Front desk/);
    await press('Import');
    await expect.poll(() => param('profile')).toBe('front-desk');
    expect(sent('profiles.save')).toEqual([{ profile: profileDocument(frontDesk) }]);
  });

  test('says which line is no JSON, and asks nothing', async () => {
    await openImport();
    await press('Import');
    await expect.element(dialog().getByText('Open a file or paste what one holds.')).toBeVisible();
    await editor().fill('{\n  "id": "front-desk"\n  "name": "x"\n}');
    await press('Import');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent(/^Line 3 is not JSON/);
    expect(sent('profiles.save')).toEqual([]);
  });

  test('shows the reason of a refusal, with its place, until the text is changed', async () => {
    const reason = 'users[2].type: "Text" is none of String, Boolean, Reference.';
    fake.fail('profiles.save', { code: 'invalid-input', detail: reason });
    await openImport();
    await editor().fill(JSON.stringify(profileDocument(frontDesk)));
    await press('Import');
    await expect.element(dialog().getByText(reason)).toBeVisible();
    await editor().fill('{}');
    await expect.element(dialog().getByText(reason)).not.toBeInTheDocument();
  });
});
