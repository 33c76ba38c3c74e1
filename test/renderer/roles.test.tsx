import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { Notifications } from '@mantine/notifications';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { RolesPage } from '#renderer/features/roles/RolesPage.tsx';
import { permissions } from '#shared/console-api/roles.ts';
import { signInEnterprise } from '#shared/tenant-profiles/sign-in-enterprise.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { tenant } from './fixtures.ts';
import { admin, editor, hasRoles, member, role } from './role-fixtures.ts';

let fake: FakeConsole;

const draw = (shown = tenant) =>
  drawPage(
    fake,
    <>
      <RolesPage />
      <Notifications />
    </>,
    shown,
  );
const matrix = () => browser.getByRole('grid', { name: 'Roles' });
const mark = (name: string) => matrix().getByRole('checkbox', { name, exact: true });
const dialog = () => browser.getByRole('dialog');
const sent = (name: string) => fake.calls.filter((call) => call.name === name).map(({ input }) => input);
const columns = () =>
  matrix()
    .getByRole('columnheader')
    .elements()
    .map((head) => head.getAttribute('aria-label'))
    .filter((name) => name !== null);

const cell = () => document.activeElement?.getAttribute('aria-label');

async function choose(roleName: string, item: string): Promise<void> {
  await matrix()
    .getByRole('button', { name: `What to do with ${roleName}` })
    .click();
  await browser.getByRole('menuitem', { name: item }).click();
}

beforeEach(() => {
  at('#/roles');
  fake = emptyConsole();
  hasRoles(fake, admin, member, editor);
});

describe('the matrix', () => {
  test('has the default role first under its mark, and the role that may do everything last', async () => {
    await draw();
    await expect.element(matrix()).toBeVisible();
    expect(columns()).toEqual(['Member', 'Editor', 'Admin']);
    const head = matrix().getByRole('columnheader', { name: 'Member' });
    await expect.element(head).toMatchTextContent('Default');
    await expect.element(head).toMatchTextContent('118 users');
    await expect.element(matrix().getByRole('columnheader', { name: 'Admin' })).not.toMatchTextContent('Default');
  });

  test('has every permission once, by the page it belongs to', async () => {
    await draw();
    await expect.element(matrix()).toBeVisible();
    expect(matrix().getByRole('checkbox').elements()).toHaveLength(permissions.length * 3);
    await expect.element(matrix().getByText('Provisioning log', { exact: true })).toBeVisible();
    await expect.element(matrix().getByRole('rowheader', { name: /^Reveal tokens/ })).toBeVisible();
  });

  test('speaks of people as the product does', async () => {
    await draw({ ...tenant, profile: signInEnterprise.id });
    await expect.element(matrix().getByRole('rowheader', { name: /^See host groups/ })).toBeVisible();
    await expect.element(browser.getByText('New hosts get Member.')).toBeVisible();
  });

  test('shows Admin with everything, and lets nothing of it be changed', async () => {
    await draw();
    await expect.element(mark('Admin: Reveal tokens')).toBeChecked();
    await expect.element(mark('Admin: Reveal tokens')).toHaveAttribute('aria-disabled', 'true');
    mark('Admin: Reveal tokens')
      .element()
      .dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await expect.element(mark('Admin: Reveal tokens')).toBeChecked();
    expect(sent('roles.set')).toEqual([]);
  });

  test('is asked for again when another console changes a role', async () => {
    await draw();
    await expect.element(mark('Editor: Reveal tokens')).not.toBeChecked();
    fake.answer('roles.list', () => [
      member,
      admin,
      { ...editor, permissions: ['credentials.reveal'] },
      role('Auditor', { people: 3 }),
    ]);
    fake.push('roles.changed', { tenantId: tenant.id });
    await expect.element(mark('Editor: Reveal tokens')).toBeChecked();
    expect(columns()).toEqual(['Member', 'Editor', 'Auditor', 'Admin']);
  });
});

describe('a tick', () => {
  test('is shown at once and sent with what the role had', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    fake.answer('roles.set', async ({ permissions: granted = [] }) => {
      await held;
      return { ...editor, permissions: granted };
    });
    await draw();
    await mark('Editor: See users').click();
    await expect.element(mark('Editor: See users')).not.toBeChecked();
    await expect
      .poll(() => sent('roles.set'))
      .toEqual([{ tenantId: tenant.id, id: editor.id, permissions: ['people.edit'] }]);
    release();
    await expect.element(mark('Editor: See users')).not.toBeChecked();
  });

  test('does not undo the one before it, which is still on its way', async () => {
    await draw();
    await mark('Editor: See groups').click();
    await mark('Editor: See roles').click();
    await expect.poll(() => sent('roles.set')).toHaveLength(2);
    expect(sent('roles.set')[1]).toMatchObject({
      permissions: expect.arrayContaining(['people.view', 'people.edit', 'groups.view', 'roles.view']) as unknown,
    });
    await expect.element(mark('Editor: See groups')).toBeChecked();
    await expect.element(mark('Editor: See roles')).toBeChecked();
  });

  test('goes back when it is refused, and says why', async () => {
    await draw();
    fake.fail('roles.set', { code: 'unavailable', detail: 'The disk is full. Free some space, then try again.' });
    await mark('Member: See roles').click();
    await expect.element(browser.getByText('The disk is full. Free some space, then try again.')).toBeVisible();
    await expect.element(browser.getByText('Member was not changed')).toBeVisible();
    await expect.element(mark('Member: See roles')).not.toBeChecked();
  });
});

describe('keyboard', () => {
  test('one tab stop: arrows go from cell to cell, Home and End along the row, Space ticks', async () => {
    await draw();
    await expect.element(matrix()).toBeVisible();
    expect(matrix().element().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    mark('Member: See users').element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    await expect.poll(cell).toBe('Editor: Edit users');
    await userEvent.keyboard('{End}');
    await expect.poll(cell).toBe('Admin: Edit users');
    await userEvent.keyboard('{Home}{ArrowUp}{ArrowUp}');
    await expect.poll(cell).toBe('What to do with Member');
    await userEvent.keyboard('{Control>}{End}{/Control}');
    await expect.poll(cell).toBe('Admin: Make and remove tenants');
    await userEvent.keyboard('{ArrowLeft} ');
    await expect.element(mark('Editor: Make and remove tenants')).toBeChecked();
    expect(matrix().element().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });
});

describe('a role', () => {
  test('is made with a name and a description, and starts without permissions', async () => {
    await draw();
    await browser.getByRole('button', { name: 'New role' }).click();
    await dialog().getByRole('button', { name: 'Create role' }).click();
    await expect.element(dialog()).toMatchTextContent('Give the role a name.');
    await dialog().getByLabelText('Name').fill('editor');
    await dialog().getByRole('button', { name: 'Create role' }).click();
    await expect.element(dialog()).toMatchTextContent('There is a role named Editor already.');
    await dialog().getByLabelText('Name').fill(' Auditor ');
    await dialog().getByLabelText('Description').fill('Reads everything');
    await dialog().getByRole('button', { name: 'Create role' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(sent('roles.create')).toEqual([
      { tenantId: tenant.id, name: 'Auditor', description: 'Reads everything', permissions: [] },
    ]);
  });

  test('is copied with its permissions under a name that is free', async () => {
    hasRoles(fake, admin, member, editor, role('Copy of Editor'));
    await draw();
    await choose('Editor', 'Copy');
    await expect.element(dialog().getByLabelText('Name')).toHaveValue('Copy of Editor 2');
    await dialog().getByRole('button', { name: 'Create role' }).click();
    await expect
      .poll(() => sent('roles.create'))
      .toMatchObject([{ name: 'Copy of Editor 2', permissions: ['people.view', 'people.edit'] }]);
  });

  test('is renamed; a name that somebody else took meanwhile is told at the name', async () => {
    await draw();
    await choose('Editor', 'Rename or describe');
    await dialog().getByLabelText('Name').fill('Writer');
    fake.fail('roles.set', { code: 'conflict', detail: 'The tenant has a role named "Writer". Choose another name.' });
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect.element(dialog().getByLabelText('Name')).toHaveAccessibleDescription(/has a role named "Writer"/);
    hasRoles(fake, admin, member, editor);
    await dialog().getByLabelText('Name').fill('Writers');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(sent('roles.set').at(-1)).toEqual({
      tenantId: tenant.id,
      id: editor.id,
      name: 'Writers',
      description: '',
    });
  });

  test('becomes the default one', async () => {
    await draw();
    await choose('Editor', 'Make default');
    await expect.element(browser.getByText('New users get Editor.').first()).toBeVisible();
    expect(sent('roles.setDefault')).toEqual([{ tenantId: tenant.id, id: editor.id }]);
  });

  test('leads to its people', async () => {
    await draw();
    await choose('Editor', 'Show its users');
    await expect.poll(() => location.hash).toBe('#/board?role=role-editor');
  });

  test('is removed when it is said where its people go, and says how many those are', async () => {
    await draw();
    await choose('Editor', 'Remove');
    await expect.element(dialog()).toMatchTextContent('12 users have it and move to another role at once.');
    await expect.element(dialog().getByRole('combobox', { name: 'They move to' })).toHaveValue('Member');
    await dialog().getByRole('combobox', { name: 'They move to' }).click();
    await browser.getByRole('option', { name: 'Admin' }).click();
    await expect.element(dialog()).toMatchTextContent('Admin may do everything.');
    await dialog().getByRole('button', { name: 'Remove' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(sent('roles.remove')).toEqual([{ tenantId: tenant.id, id: editor.id, moveTo: admin.id }]);
    await expect.element(browser.getByText('Removed Editor, 12 users moved to Admin')).toBeVisible();
  });

  test('that new people get is not removed: it says what has to be done first', async () => {
    await draw();
    await choose('Member', 'Remove');
    await expect.element(dialog()).toMatchTextContent('Make another one the default first.');
    await expect.element(dialog().getByRole('button', { name: 'Remove' })).not.toBeInTheDocument();
  });

  test('that may do everything can be copied and nothing else', async () => {
    await draw();
    await matrix().getByRole('button', { name: 'What to do with Admin' }).click();
    await expect.element(browser.getByRole('menuitem', { name: 'Copy' })).toBeVisible();
    for (const item of ['Remove', 'Make default', 'Rename or describe']) {
      expect(browser.getByRole('menuitem', { name: item }).elements()).toEqual([]);
    }
  });
});

describe('states', () => {
  test('a failure is told in place and tried again by one button', async () => {
    fake.fail('roles.list', { code: 'internal', detail: 'The database is locked by another program.' });
    await draw();
    await expect.element(browser.getByRole('alert')).toMatchTextContent('The database is locked by another program.');
    hasRoles(fake, admin, member);
    await browser.getByRole('button', { name: 'Try again' }).click();
    await expect.element(matrix()).toBeVisible();
  });

  test('no role yet: says what one is for, with the way to it', async () => {
    hasRoles(fake);
    await draw();
    await expect.element(browser.getByRole('heading', { name: 'No role yet' })).toBeVisible();
    expect(browser.getByRole('button', { name: 'New role' }).elements()).toHaveLength(2);
  });

  test('a dialog about a role that is gone is not open', async () => {
    at('#/roles?dialog=remove&role=role-gone');
    await draw();
    await expect.element(matrix()).toBeVisible();
    await expect.element(dialog()).not.toBeInTheDocument();
  });
});

test('many roles scroll below the names of the permissions, which stay', async () => {
  hasRoles(fake, member, ...Array.from({ length: 20 }, (_, n) => role(`Role ${n}`)), admin);
  await draw();
  await expect.element(matrix()).toBeVisible();
  const name = matrix()
    .getByRole('rowheader', { name: /^See users/ })
    .element();
  const scroller = matrix().element().parentElement as HTMLElement;
  const admins = matrix().getByRole('columnheader', { name: 'Admin' }).element();
  const left = name.getBoundingClientRect().left;
  expect(admins.getBoundingClientRect().left).toBeGreaterThan(scroller.getBoundingClientRect().right);
  scroller.scrollTo({ left: scroller.scrollWidth, top: 200 });
  await expect
    .poll(() => admins.getBoundingClientRect().right)
    .toBeLessThanOrEqual(scroller.getBoundingClientRect().right);
  expect(name.getBoundingClientRect().left).toBe(left);
  expect(admins.getBoundingClientRect().top).toBe(scroller.getBoundingClientRect().top);
});
