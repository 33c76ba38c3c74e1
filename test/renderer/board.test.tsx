import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { BoardPage } from '#renderer/features/board/BoardPage.tsx';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { goTo, parseHash } from '#renderer/ui/hash-route.ts';
import type { UserRow } from '#shared/console-api/users.ts';
import { signInEnterprise } from '#shared/tenant-profiles/sign-in-enterprise.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { builtInSchemas, northwindUri, ownSchema, pageOf, people, person, personDetail, tenant } from './fixtures.ts';
import { admin, editor, hasRoles, member } from './role-fixtures.ts';

let fake: FakeConsole;

function holds(count: number): void {
  const all = people(count);
  fake.answer('users.list', (query) => pageOf(all, query));
  fake.answer('users.get', ({ id }) =>
    personDetail(all.find((row) => row.id === id) ?? person(0), {
      groups: [{ id: 'g1', displayName: 'Berlin Office' }],
      manager: { id: 'person-9', displayName: 'Grace Hopper' },
      resource: { id, userName: `${id}@northwind.example`, externalId: `ext-${id}` },
    }),
  );
  fake.answer('users.history', ({ id }) => [
    {
      seq: 2,
      logSeq: 41,
      source: 'client',
      at: '2026-11-21T11:00:00.000Z',
      resourceType: 'User',
      resourceId: id,
      action: 'update',
      modifiedProperties: [{ displayName: 'title', oldValue: 'Counsel', newValue: 'Team Lead' }],
    },
  ]);
}

const grid = () => browser.getByRole('grid', { name: 'Board' });
const row = (name: string) => grid().getByRole('row', { name: new RegExp(name) });
const card = (name: string) => browser.getByRole('option', { name: new RegExp(name) });
const toggle = () => browser.getByRole('button', { name: 'Show 2 invisible' });
const param = (name: string) => parseHash(location.hash).params.get(name);

beforeEach(() => {
  at('#/board');
  fake = emptyConsole();
});

describe('states', () => {
  test('nobody yet: says what to do, with the way to it', async () => {
    await drawPage(fake, <BoardPage />);
    await expect.element(browser.getByRole('heading', { name: 'Nobody here yet' })).toBeVisible();
    await expect.element(browser.getByText('npm run demo')).toBeVisible();
    await browser.getByRole('button', { name: 'Connect Entra' }).click();
    await expect.poll(() => location.hash).toBe('#/connect');
  });

  test('no one matches: one button clears the filters', async () => {
    holds(3);
    at('#/board?q=zzz');
    await drawPage(fake, <BoardPage />);
    await expect.element(browser.getByRole('heading', { name: 'No one matches these filters' })).toBeVisible();
    await browser.getByRole('button', { name: 'Clear filters' }).click();
    await expect.element(row('Person 2')).toBeVisible();
    await expect.element(browser.getByLabelText('Search users')).toHaveValue('');
  });

  test('a failure is told in place, in the words of who failed, and tried again by one button', async () => {
    fake.fail('users.list', { code: 'internal', detail: 'The database is locked by another program.' });
    await drawPage(fake, <BoardPage />);
    await expect.element(browser.getByRole('alert')).toMatchTextContent('The database is locked by another program.');
    await expect.element(browser.getByText('0 users')).not.toBeInTheDocument();
    holds(2);
    await browser.getByRole('button', { name: 'Try again' }).click();
    await expect.element(row('Person 1')).toBeVisible();
  });
});

describe('the list', () => {
  test('draws the rows in view of 100,000 and asks for their pages only', async () => {
    fake.answer('users.list', ({ offset = 0, limit = 100 }) => ({
      total: 100_000,
      of: 100_000,
      rows: Array.from({ length: limit }, (_, n) => person(offset + n)),
    }));
    await drawPage(fake, <BoardPage />);
    await expect.element(row('Person 3 ')).toBeVisible();
    await expect.element(browser.getByText('100,000 users', { exact: true })).toBeVisible();
    expect(document.querySelectorAll('[data-index]').length).toBeLessThan(60);
    expect(fake.calls.filter(({ name }) => name === 'users.list')).toHaveLength(1);
    document.querySelector('[data-grid]')?.scrollTo({ top: 44 * 80_000 });
    await expect.element(row('Person 80003 ')).toBeVisible();
  });

  test('a name of any script begins at the left, and gives whole letters to the avatar', async () => {
    const rows = [person(1, { displayName: '👩🏽‍💻 Dev' }), person(2, { displayName: 'נועה בן־דוד' })];
    fake.answer('users.list', () => ({ total: 2, of: 2, rows }));
    await drawPage(fake, <BoardPage />);
    const name = grid().getByText('נועה בן־דוד');
    await expect.element(name).toHaveStyle({ direction: 'rtl', textAlign: 'left' });
    const initials = [...document.querySelectorAll('.avatar')].map(({ textContent }) => textContent);
    expect(initials).toEqual(['👩D', 'נב']);
  });

  test('search goes to the server and into the URL', async () => {
    holds(120);
    await drawPage(fake, <BoardPage />);
    await browser.getByLabelText('Search users').fill('person 11');
    await expect.element(browser.getByText('11 users', { exact: true })).toBeVisible();
    expect(param('q')).toBe('person 11');
    expect(fake.calls.at(-1)?.input).toMatchObject({ search: 'person 11', tenantId: tenant.id });
  });

  test('a search that a link brought goes with the next link', async () => {
    holds(3);
    await drawPage(fake, <BoardPage />);
    goTo('board', { q: 'person 1' });
    await expect.element(browser.getByLabelText('Search users')).toHaveValue('person 1');
    goTo('board');
    await expect.element(browser.getByLabelText('Search users')).toHaveValue('');
  });

  test('a column head sorts, and says how', async () => {
    holds(3);
    await drawPage(fake, <BoardPage />);
    const name = browser.getByRole('columnheader', { name: 'Name' });
    await name.getByRole('button').click();
    await expect.element(name).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(() => fake.calls.at(-1)?.input).toMatchObject({ sort: 'displayName', descending: false });
    await name.getByRole('button').click();
    await expect.element(name).toHaveAttribute('aria-sort', 'descending');
  });

  test('Shift with an arrow sets the width of a column', async () => {
    holds(3);
    await drawPage(fake, <BoardPage />);
    await expect.element(row('Person 1')).toBeVisible();
    const title = browser.getByRole('columnheader', { name: 'Title' });
    const width = () => title.element().getBoundingClientRect().width;
    const before = width();
    title.getByRole('button').element().focus();
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    await expect.poll(() => width()).toBeCloseTo(before + 32, 0);
    localStorage.clear();
  });

  test('a pushed change is shown in its row and tints it', async () => {
    holds(3);
    await drawPage(fake, <BoardPage />);
    await expect.element(row('Person 1')).toBeVisible();
    fake.push('users.changed', {
      tenantId: tenant.id,
      created: [],
      removed: [],
      updated: [person(1, { status: 'disabled', title: 'Director of Law' })],
    });
    await expect.element(row('Person 1')).toMatchTextContent('Director of Law');
    await expect.element(row('Person 1')).toMatchTextContent('Disabled');
    await expect.element(row('Person 1')).toHaveClass('live');
    await expect.element(row('Person 2')).not.toHaveClass('live');
  });

  test('a person who is created appears', async () => {
    await drawPage(fake, <BoardPage />);
    await expect.element(browser.getByRole('heading', { name: 'Nobody here yet' })).toBeVisible();
    holds(1);
    fake.push('users.changed', { tenantId: tenant.id, created: [person(0)], updated: [], removed: [] });
    await expect.element(row('Person 0')).toBeVisible();
  });

  test('cards show the same people', async () => {
    holds(30);
    at('#/board?view=cards');
    await drawPage(fake, <BoardPage />);
    await expect.element(browser.getByRole('option', { name: /Person 5 / })).toBeVisible();
  });
});

describe('roles', () => {
  beforeEach(() => {
    hasRoles(fake, admin, member, editor);
    const all = [
      person(0, { roleId: member.id }),
      person(1, { roleId: admin.id }),
      person(2, { roleId: editor.id, origin: 'local' }),
    ];
    fake.answer('users.list', (query) =>
      pageOf(
        all.filter(({ roleId }) => (query.roleId ?? roleId) === roleId),
        query,
      ),
    );
  });

  test('stand between status and title, and sort', async () => {
    await drawPage(fake, <BoardPage />);
    await expect.element(row('Person 2')).toMatchTextContent('Editor');
    const heads = grid()
      .getByRole('columnheader')
      .elements()
      .map(({ textContent }) => textContent);
    expect(heads.slice(1, 5)).toEqual(['Status', 'Role', 'Title', 'Department']);
    await browser.getByRole('columnheader', { name: 'Role' }).getByRole('button').click();
    await expect.poll(() => fake.calls.at(-1)?.input).toMatchObject({ sort: 'role', descending: false });
  });

  test('filter the list, on the server and in the URL', async () => {
    await drawPage(fake, <BoardPage />);
    await browser.getByRole('combobox', { name: 'Role' }).click();
    await browser.getByRole('option', { name: 'Editor' }).click();
    await expect.element(browser.getByText('1 user', { exact: true })).toBeVisible();
    expect(param('role')).toBe(editor.id);
    expect(fake.calls.at(-1)?.input).toMatchObject({ roleId: editor.id });
  });

  test('a renamed one is renamed in every row', async () => {
    await drawPage(fake, <BoardPage />);
    await expect.element(row('Person 2')).toMatchTextContent('Editor');
    hasRoles(fake, admin, member, { ...editor, name: 'Writer' });
    fake.push('roles.changed', { tenantId: tenant.id });
    await expect.element(row('Person 2')).toMatchTextContent('Writer');
  });

  test('are on the cards; only the one that may do everything has a colour', async () => {
    at('#/board?view=cards');
    await drawPage(fake, <BoardPage />);
    await expect.element(card('Person 1').getByText('Admin')).toHaveClass('role-locked');
    await expect.element(card('Person 2').getByText('Editor')).not.toHaveClass('role-locked');
  });

  test.each(['table', 'cards'])('whoever was made here is marked so in %s', async (view) => {
    at(`#/board?view=${view}`);
    await drawPage(fake, <BoardPage />);
    await expect.element(browser.getByText('Made here')).toBeVisible();
    expect(browser.getByText('Made here').elements()).toHaveLength(1);
  });
});

describe('where disabled people are invisible', () => {
  const hosts = { ...tenant, profile: signInEnterprise.id };
  let all: UserRow[];

  beforeEach(() => {
    all = [person(0), person(1, { status: 'disabled' }), person(2, { status: 'disabled' }), person(3)];
    fake.answer('users.list', (query) => {
      const listed = all.filter(({ status }) => (query.status ?? status) === status);
      return { ...pageOf(listed, query), of: all.length };
    });
  });

  test('they are not listed until they are asked for, which the URL says', async () => {
    await drawPage(fake, <BoardPage />, hosts);
    await expect.element(row('Person 3')).toBeVisible();
    await expect.element(row('Person 1')).not.toBeInTheDocument();
    await expect.element(toggle()).toHaveAttribute('aria-pressed', 'false');
    await toggle().click();
    await expect.element(row('Person 1')).toMatchTextContent('Invisible');
    expect(param('invisible')).toBe('1');
    await toggle().click();
    await expect.element(row('Person 1')).not.toBeInTheDocument();
    expect(param('invisible')).toBeNull();
  });

  test('one who becomes invisible leaves the board at once, and is counted', async () => {
    await drawPage(fake, <BoardPage />, hosts);
    await expect.element(row('Person 3')).toBeVisible();
    all[3] = person(3, { status: 'disabled' });
    fake.push('users.changed', { tenantId: tenant.id, created: [], updated: [all[3]], removed: [] });
    await expect.element(row('Person 3')).not.toBeInTheDocument();
    await expect.element(browser.getByRole('button', { name: 'Show 3 invisible' })).toBeVisible();
  });

  test('when all are, it says so with the way to see them', async () => {
    all = [person(1, { status: 'disabled' })];
    await drawPage(fake, <BoardPage />, hosts);
    await expect.element(browser.getByRole('heading', { name: 'All hosts are invisible' })).toBeVisible();
    await browser.getByRole('button', { name: 'Show 1 invisible' }).last().click();
    await expect.element(row('Person 1')).toBeVisible();
  });

  test('elsewhere they are listed like everybody, and there is nothing to show', async () => {
    await drawPage(fake, <BoardPage />);
    await expect.element(row('Person 1')).toMatchTextContent('Disabled');
    expect(browser.getByRole('button', { name: /^Show/ }).elements()).toEqual([]);
  });
});

describe('keyboard', () => {
  test('arrows move, Enter opens the profile, Esc closes it and the focus is back in the grid', async () => {
    holds(40);
    await drawPage(fake, <BoardPage />);
    await expect.element(row('Person 1 ')).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await expect.element(grid()).toHaveAttribute('aria-activedescendant', 'person-2');
    await userEvent.keyboard('{Enter}');
    await expect.element(browser.getByRole('dialog').getByRole('heading', { name: 'Person 2' })).toBeVisible();
    expect(param('person')).toBe('person-2');
    await userEvent.keyboard('{Escape}');
    await expect.element(browser.getByRole('dialog')).not.toBeInTheDocument();
    expect(param('person')).toBeNull();
    await expect.element(grid()).toHaveFocus();
  });

  test('End goes to the last row, PageUp a screen back, Home to the first', async () => {
    holds(90);
    await drawPage(fake, <BoardPage />);
    await expect.element(row('Person 1 ')).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{End}');
    await expect.element(grid()).toHaveAttribute('aria-activedescendant', 'person-89');
    await userEvent.keyboard('{PageUp}');
    await expect
      .poll(() => Number(grid().element().getAttribute('aria-activedescendant')?.split('-')[1]))
      .toBeLessThan(85);
    await userEvent.keyboard('{Home}');
    await expect.element(grid()).toHaveAttribute('aria-activedescendant', 'person-0');
  });
});

const profile = () => browser.getByRole('dialog');

describe('the profile', () => {
  beforeEach(() => {
    holds(10);
    at('#/board?person=person-4');
  });

  test('opens from the URL with what is known of a person', async () => {
    await drawPage(fake, <BoardPage />);
    await expect.element(profile().getByRole('heading', { name: 'Person 4' })).toBeVisible();
    await expect.element(profile().getByText('ext-person-4')).toBeVisible();
    await expect.element(profile().getByRole('link', { name: 'Grace Hopper' })).toBeVisible();
  });

  test('shows what a person has of the tenant’s own schemas, under the name of each', async () => {
    fake.answer('schemas.list', () => [...builtInSchemas, ownSchema()]);
    fake.answer('users.get', ({ id }) =>
      personDetail(person(4), {
        resource: {
          id,
          userName: 'person4',
          [northwindUri]: { badge: 4711, floors: [1, 2], desk: { building: 'north', room: '12' } },
          'urn:example:undeclared': { colour: 'red' },
        },
      }),
    );
    await drawPage(fake, <BoardPage />);
    await expect.element(profile().getByRole('heading', { name: 'Northwind', exact: true })).toBeVisible();
    for (const value of ['4711', '1; 2', 'building: north, room: 12', 'red']) {
      // oxlint-disable-next-line no-await-in-loop -- one value after the other
      await expect.element(profile().getByText(value, { exact: true })).toBeVisible();
    }
    await expect.element(profile().getByRole('heading', { name: 'urn:example:undeclared' })).toBeVisible();
  });

  test('goes to the next person by arrow without closing', async () => {
    await drawPage(fake, <BoardPage />);
    await expect.element(profile().getByRole('heading', { name: 'Person 4' })).toBeVisible();
    await expect.element(profile().getByRole('button', { name: 'Next user' })).toBeEnabled();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(profile().getByRole('heading', { name: 'Person 5' })).toBeVisible();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    await expect.element(profile().getByRole('heading', { name: 'Person 3' })).toBeVisible();
  });

  test('tells the history with before and after, and the request behind it', async () => {
    await drawPage(fake, <BoardPage />);
    await profile().getByRole('tab', { name: 'History' }).click();
    await expect.element(profile().getByRole('row', { name: 'title Counsel Team Lead' })).toBeVisible();
    await expect
      .element(profile().getByRole('link', { name: 'Request' }))
      .toHaveAttribute('href', '#/provisioning-log?entry=41');
  });

  test('leads to the groups', async () => {
    await drawPage(fake, <BoardPage />);
    await profile().getByRole('tab', { name: 'Groups (1)' }).click();
    await expect
      .element(profile().getByRole('link', { name: 'Berlin Office' }))
      .toHaveAttribute('href', '#/groups?group=g1');
  });

  test('of someone who was deleted says so', async () => {
    fake.fail('users.get', { code: 'not-found', detail: 'This tenant has no person with the id "person-4".' });
    await drawPage(fake, <BoardPage />);
    await expect.element(profile().getByRole('heading', { name: 'This user is no longer here' })).toBeVisible();
  });
});
