import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { GroupsPage } from '#renderer/features/groups/GroupsPage.tsx';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { parseHash } from '#renderer/ui/hash-route.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { group, tenant } from './fixtures.ts';

let fake: FakeConsole;
const grid = () => browser.getByRole('grid', { name: 'Groups' });
const detail = () => browser.getByRole('complementary', { name: 'Group' });
const param = (name: string) => parseHash(location.hash).params.get(name);

function holds(count: number): void {
  const all = Array.from({ length: count }, (_, n) => group(n));
  fake.answer('groups.list', ({ search = '' }) => {
    const rows = all.filter(({ displayName }) => displayName.includes(search));
    return { total: rows.length, of: count, rows };
  });
  fake.answer('groups.get', ({ id }) => ({ row: all.find((row) => row.id === id) ?? group(0), resource: { id } }));
  fake.answer('groups.members', ({ groupId }) => ({
    total: 2,
    of: 2,
    rows: [
      { id: 'p1', known: true, type: 'User', displayName: `Ada of ${groupId}`, userName: 'ada', status: 'active' },
      { id: 'p2', known: false, type: null, displayName: null, userName: null, status: null },
    ],
  }));
}

beforeEach(() => {
  at('#/groups');
  fake = emptyConsole();
});

describe('states', () => {
  test('no group yet', async () => {
    await drawPage(fake, <GroupsPage />);
    await expect.element(browser.getByRole('heading', { name: 'No group yet' })).toBeVisible();
  });

  test('no group matches', async () => {
    holds(3);
    at('#/groups?q=zzz');
    await drawPage(fake, <GroupsPage />);
    await browser.getByRole('button', { name: 'Clear filters' }).click();
    await expect.element(grid().getByText('Group 2')).toBeVisible();
  });

  test('of a product without groups the page says so, and asks for none', async () => {
    await drawPage(fake, <GroupsPage />, { ...tenant, profile: 'rfpio' });
    await expect.element(browser.getByRole('heading', { name: 'RFPIO has no groups' })).toBeVisible();
    expect(fake.calls.map(({ name }) => name)).not.toContain('groups.list');
  });

  test('a failure is told in place', async () => {
    fake.fail('groups.list', { code: 'internal', detail: 'The groups are being moved.' });
    await drawPage(fake, <GroupsPage />);
    await expect.element(browser.getByRole('alert')).toMatchTextContent('The groups are being moved.');
  });
});

describe('a group', () => {
  test('is opened by Enter and shows who is in it; one who was never provisioned too', async () => {
    holds(5);
    await drawPage(fake, <GroupsPage />);
    await expect.element(grid().getByText('Group 2')).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await expect.element(detail().getByRole('heading', { name: 'Group 1' })).toBeVisible();
    await expect.element(detail().getByText('Ada of group-1')).toBeVisible();
    await expect.element(detail().getByText('Not provisioned to this tenant')).toBeVisible();
  });

  test('with its members open, the arrows go on to the next group', async () => {
    holds(5);
    at('#/groups?group=group-1');
    await drawPage(fake, <GroupsPage />);
    await expect.element(detail().getByText('Ada of group-1')).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await expect.element(detail().getByText('Ada of group-2')).toBeVisible();
  });

  test('closes by Esc, and the focus is back in the list', async () => {
    holds(5);
    at('#/groups?group=group-1');
    await drawPage(fake, <GroupsPage />);
    await expect.element(detail().getByText('Ada of group-1')).toBeVisible();
    detail().getByRole('button', { name: 'Close' }).element().focus();
    await userEvent.keyboard('{Escape}');
    await expect.element(detail()).not.toBeInTheDocument();
    await expect.element(grid()).toHaveFocus();
  });

  test('a member leads to the profile', async () => {
    holds(2);
    at('#/groups?group=group-1');
    await drawPage(fake, <GroupsPage />);
    await detail()
      .getByRole('option', { name: /Ada of group-1/ })
      .click();
    await expect.poll(() => location.hash).toBe('#/board?person=p1');
  });

  test('its width is set by keyboard', async () => {
    holds(2);
    at('#/groups?group=group-1');
    await drawPage(fake, <GroupsPage />);
    const handle = browser.getByRole('separator', { name: 'Width of the details' });
    await expect.element(handle).toBeInTheDocument();
    const before = Number(handle.element().getAttribute('aria-valuenow'));
    handle.element().focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(handle).toHaveAttribute('aria-valuenow', String(before + 24));
  });

  test('is renamed live', async () => {
    holds(2);
    await drawPage(fake, <GroupsPage />);
    await expect.element(grid().getByText('Group 1')).toBeVisible();
    fake.push('groups.changed', {
      tenantId: tenant.id,
      created: [],
      removed: [],
      updated: [group(1, { displayName: 'Aurora Launch Team' })],
    });
    await expect.element(grid().getByText('Aurora Launch Team')).toBeVisible();
  });

  test('a search is in the URL', async () => {
    holds(12);
    await drawPage(fake, <GroupsPage />);
    await browser.getByLabelText('Search groups').fill('Group 11');
    await expect.element(browser.getByText('1 group', { exact: true })).toBeVisible();
    expect(param('q')).toBe('Group 11');
  });
});
