import { Notifications } from '@mantine/notifications';
import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { BoardPage } from '#renderer/features/board/BoardPage.tsx';
import { parseHash } from '#renderer/ui/hash-route.ts';
import type { UserDetail, UserRow } from '#shared/console-api/users.ts';
import { signInEnterprise } from '#shared/tenant-profiles/sign-in-enterprise.ts';
import { simpleInOut } from '#shared/tenant-profiles/simple-in-out.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { pageOf, person, personDetail, tenant } from './fixtures.ts';
import { admin, editor, hasRoles, member } from './role-fixtures.ts';

let fake: FakeConsole;

const ada: UserRow = person(1, { displayName: 'Ada Lovelace', userName: 'ada@northwind.example', roleId: member.id });
const resource = { userName: ada.userName, displayName: ada.displayName, externalId: 'ext-1', title: 'Counsel' };

function isThere(row: UserRow, facts: Partial<UserDetail> = {}): void {
  let detail = personDetail(row, { resource, ...facts });
  fake.answer('users.list', (query) => pageOf([detail.row], query));
  fake.answer('users.get', () => detail);
  fake.answer('users.history', () => []);
  fake.answer('users.set', ({ roleId, notes }) => {
    detail = {
      ...detail,
      row: { ...detail.row, roleId: roleId ?? detail.row.roleId },
      notes: notes ?? detail.notes,
      roleSetByHand: detail.roleSetByHand || roleId !== undefined,
    };
    return detail;
  });
  fake.answer('users.remove', ({ id }) => ({ id }));
}

const draw = (profile = tenant.profile) =>
  drawPage(
    fake,
    <>
      <BoardPage />
      <Notifications />
    </>,
    { ...tenant, profile },
  );
const drawer = () => browser.getByRole('dialog', { name: 'Profile' });
const dialog = () => browser.getByRole('dialog', { name: /^New/ });
const sent = (name: string) => fake.calls.filter((call) => call.name === name).map(({ input }) => input);
const param = (name: string) => parseHash(location.hash).params.get(name);
const labels = (form: { element: () => Element }) =>
  [...form.element().querySelectorAll('label')].map((label) => label.textContent);

async function edit(): Promise<void> {
  await drawer().getByRole('button', { name: 'Edit user' }).click();
  await expect.element(drawer().getByRole('heading', { name: 'Edit Ada Lovelace' })).toBeVisible();
}

async function chooseRole(name: string): Promise<void> {
  await drawer().getByRole('combobox', { name: 'Role' }).click();
  await browser.getByRole('option', { name }).click();
}

beforeEach(() => {
  at('#/board?person=person-1');
  fake = emptyConsole();
  hasRoles(fake, admin, member, editor);
  isThere(ada);
});

describe('Edit user', () => {
  test('has the focus first in the profile, and gets it back when the form is left', async () => {
    await draw();
    await expect.element(drawer().getByRole('button', { name: 'Edit user' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(drawer().getByRole('heading', { name: 'Edit Ada Lovelace' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(drawer().getByRole('button', { name: 'Edit user' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(drawer()).not.toBeInTheDocument();
  });

  test('gives another role, and sends only that', async () => {
    await draw();
    await edit();
    await chooseRole('Editor');
    await drawer().getByRole('button', { name: 'Save' }).click();
    await expect.element(drawer()).toMatchTextContent('Editor, set by hand');
    expect(sent('users.set')).toEqual([{ tenantId: tenant.id, id: 'person-1', roleId: editor.id }]);
  });

  test('sends what was changed: a value that was emptied is taken away', async () => {
    await draw();
    await edit();
    await drawer().getByLabelText('Title').clear();
    await drawer().getByLabelText('Department').fill(' Engines ');
    await drawer().getByLabelText('Notes').fill('Works from home');
    await drawer().getByText('Disabled', { exact: true }).click();
    await drawer().getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => sent('users.set'))
      .toEqual([
        {
          tenantId: tenant.id,
          id: 'person-1',
          title: null,
          department: 'Engines',
          notes: 'Works from home',
          active: false,
        },
      ]);
  });

  test('asks nothing of the server when nothing was changed', async () => {
    await draw();
    await edit();
    await drawer().getByRole('button', { name: 'Save' }).click();
    await expect.element(drawer().getByRole('button', { name: 'Edit user' })).toBeVisible();
    expect(sent('users.set')).toEqual([]);
  });

  test('says of somebody provisioned what the next cycle may set back, and what stays', async () => {
    await draw();
    await edit();
    await expect.element(drawer()).toMatchTextContent('may set attributes back at its next cycle; role and notes stay');
  });

  test('warns of nothing where nobody sets anything back', async () => {
    isThere({ ...ada, origin: 'local' });
    await draw();
    await edit();
    await expect.element(drawer()).not.toMatchTextContent('next cycle');
  });

  test('shows the attributes of the tenant’s profile and no others', async () => {
    await draw(simpleInOut.id);
    await edit();
    const expected = [
      'Role',
      'Notes',
      'Active',
      'Disabled',
      'Sign-in name',
      'Display name',
      'Title',
      'Work phone',
      'Mobile phone',
      'External ID',
    ];
    await expect.poll(() => labels(drawer())).toEqual(expected);
  });

  test('speaks of a host as the product does', async () => {
    await draw(signInEnterprise.id);
    await drawer().getByRole('button', { name: 'Edit host' }).click();
    await expect.element(drawer().getByText('Invisible', { exact: true })).toBeVisible();
  });

  test('a required value cannot be taken away: the field says so', async () => {
    await draw(simpleInOut.id);
    await edit();
    await drawer().getByLabelText('Display name').clear();
    await drawer().getByRole('button', { name: 'Save' }).click();
    await expect
      .element(drawer().getByLabelText('Display name'))
      .toHaveAccessibleDescription('Simple In/Out needs this value.');
    expect(sent('users.set')).toEqual([]);
  });

  test('whoever lacks a required value can be given a role all the same', async () => {
    isThere(ada, { resource: { userName: ada.userName } });
    await draw(simpleInOut.id);
    await edit();
    await chooseRole('Editor');
    await drawer().getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => sent('users.set')).toMatchObject([{ roleId: editor.id }]);
  });

  test('a refusal is told at the field that it names', async () => {
    await draw();
    await edit();
    await drawer().getByLabelText('Sign-in name').fill('grace@northwind.example');
    fake.fail('users.set', {
      code: 'conflict',
      detail: 'userName "grace@northwind.example" is taken by Grace Hopper.',
    });
    await drawer().getByRole('button', { name: 'Save' }).click();
    await expect
      .element(drawer().getByLabelText('Sign-in name'))
      .toHaveAccessibleDescription('userName "grace@northwind.example" is taken by Grace Hopper.');
  });

  test('a failure that is about no field is told above the buttons', async () => {
    await draw();
    await edit();
    await drawer().getByLabelText('Notes').fill('x');
    fake.fail('users.set', { code: 'unavailable', detail: 'The disk is full.' });
    await drawer().getByRole('button', { name: 'Save' }).click();
    await expect.element(drawer().getByRole('alert')).toMatchTextContent('The disk is full.');
  });

  test('arrows stay in its fields: the next person is not opened over what was typed', async () => {
    await draw();
    await edit();
    await drawer().getByLabelText('Notes').fill('Works from home');
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    await expect.element(drawer().getByLabelText('Notes')).toHaveValue('Works from home');
    expect(drawer().getByRole('button', { name: /^Next/ }).elements()).toEqual([]);
  });
});

describe('what only Rollcall knows', () => {
  test('stands in the details: the role and who set it, notes, and what is no part of the profile', async () => {
    isThere(
      { ...ada, origin: 'local', roleId: admin.id },
      { notes: 'Works from home\nMondays here', roleSetByHand: true, outsideProfile: ['nickName', 'emails'] },
    );
    await draw(simpleInOut.id);
    await expect.element(drawer().getByText('Admin')).toHaveClass('role-locked');
    await expect.element(drawer()).toMatchTextContent('Made here, not yet matched by an identity provider');
    await expect.element(drawer()).toMatchTextContent('Mondays here');
    await expect.element(drawer().getByRole('heading', { name: 'Not part of Simple In/Out' })).toBeVisible();
    await expect.element(drawer().getByText('nickName')).toBeVisible();
  });

  test('is marked in the history', async () => {
    fake.answer('users.history', () => [
      {
        seq: 2,
        logSeq: 41,
        source: 'console',
        at: '2026-11-21T11:00:00.000Z',
        resourceType: 'User',
        resourceId: 'person-1',
        action: 'update',
        modifiedProperties: [{ displayName: 'role', oldValue: 'Member', newValue: 'Editor' }],
      },
    ]);
    await draw();
    await drawer().getByRole('tab', { name: 'History' }).click();
    await expect.element(drawer().getByText('Changed here')).toBeVisible();
    await expect.element(drawer().getByRole('row', { name: 'role Member Editor' })).toBeVisible();
  });
});

describe('removing', () => {
  test('somebody made here asks once, and closes the profile', async () => {
    isThere({ ...ada, origin: 'local' });
    await draw();
    await drawer().getByRole('button', { name: 'Remove' }).click();
    await expect.element(drawer()).toMatchTextContent('Nobody else knows this user');
    await expect.element(drawer().getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await drawer().getByRole('button', { name: 'Remove' }).click();
    await expect.element(drawer()).not.toBeInTheDocument();
    expect(sent('users.remove')).toEqual([{ tenantId: tenant.id, id: 'person-1' }]);
    expect(param('person')).toBeNull();
    await expect.element(browser.getByText('Removed Ada Lovelace')).toBeVisible();
  });

  test('somebody provisioned says that the provider will make them again', async () => {
    await draw();
    await drawer().getByRole('button', { name: 'Remove' }).click();
    await expect
      .element(drawer())
      .toMatchTextContent('creates this user again at its next cycle, with the default role');
    await userEvent.keyboard('{Escape}');
    await expect.element(drawer().getByRole('button', { name: 'Edit user' })).toHaveFocus();
    expect(sent('users.remove')).toEqual([]);
  });
});

describe('New user', () => {
  beforeEach(() => at('#/board'));

  test('makes somebody with what was written, and opens their profile', async () => {
    fake.answer('users.create', () => personDetail(ada));
    await draw();
    await browser.getByRole('button', { name: 'New user' }).first().click();
    await expect.element(dialog().getByLabelText('Sign-in name')).toHaveFocus();
    await dialog().getByLabelText('Sign-in name').fill(' ada@northwind.example ');
    await dialog().getByLabelText('Display name').fill('Ada Lovelace');
    await dialog().getByRole('button', { name: 'Create user' }).click();
    await expect.element(drawer().getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible();
    expect(sent('users.create')).toEqual([
      { tenantId: tenant.id, userName: 'ada@northwind.example', displayName: 'Ada Lovelace' },
    ]);
    expect(param('dialog')).toBeNull();
  });

  test('has its buttons away from the edge of the dialog', async () => {
    at('#/board?dialog=new-person');
    await draw();
    await expect.element(dialog().getByRole('button', { name: 'Create user' })).toBeVisible();
    const { bottom } = dialog().getByRole('button', { name: 'Create user' }).element().getBoundingClientRect();
    expect(dialog().element().getBoundingClientRect().bottom - bottom).toBeGreaterThanOrEqual(16);
  });

  test('asks for what the profile requires, but not for what the identity provider brings', async () => {
    at('#/board?dialog=new-person');
    await draw(simpleInOut.id);
    await dialog().getByRole('button', { name: 'Create user' }).click();
    await expect
      .element(dialog().getByLabelText('Sign-in name'))
      .toHaveAccessibleDescription('Every user needs a sign-in name.');
    await expect
      .element(dialog().getByLabelText('Display name'))
      .toHaveAccessibleDescription('Simple In/Out needs this value.');
    await expect.element(dialog().getByLabelText('External ID')).not.toHaveAttribute('aria-invalid', 'true');
    await expect.element(dialog().getByLabelText('Sign-in name')).toHaveFocus();
    expect(sent('users.create')).toEqual([]);
  });

  test('whose sign-in name is taken says so at the name', async () => {
    at('#/board?dialog=new-person');
    await draw();
    fake.fail('users.create', { code: 'conflict', detail: 'userName "ada" is taken by Ada Lovelace.' });
    await dialog().getByLabelText('Sign-in name').fill('ada');
    await dialog().getByRole('button', { name: 'Create user' }).click();
    await expect
      .element(dialog().getByLabelText('Sign-in name'))
      .toHaveAccessibleDescription('userName "ada" is taken by Ada Lovelace.');
  });
});
