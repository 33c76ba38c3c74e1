// A tenant speaks in the words of its profile: no page of a host tenant says user, group or disabled.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import type { Change } from '#shared/console-api/provisioning-log.ts';
import type { ProfileWords } from '#shared/tenant-profiles/index.ts';
import { builtInProfiles, defaultProfile } from '#shared/tenant-profiles/index.ts';
import { firstRoles } from '#shared/tenant-profiles/first-roles.ts';
import { createTexts } from '#renderer/app/i18n.ts';
import { routes } from '#renderer/app/routes.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { requestSentence, sentenceText } from '#renderer/ui/request-sentence.ts';
import { at, drawApp, emptyConsole } from './draw.tsx';
import { connectState, entry, entryDetail, group, overview, person, personDetail, tenant, token } from './fixtures.ts';
import { has } from './tenant-fixtures.ts';

const hostWords = builtInProfiles.find(({ id }) => id === 'sign-in-enterprise')?.words ?? defaultProfile.words;

const wrong = /\busers?\b|(?<!host )\bgroups?\b|\bdisabled\b/i;

/** Where something is said as others say it: other programs' screens, JSON, paths, identifiers. */
const notOurs = 'code, pre, kbd, .mono, [translate="no"], script, style';
/** Names of the standards, alone in their place: SCIM's schemas and resource types, HTTP's header. */
const standard: ReadonlySet<string> = new Set(['User', 'Group', 'EnterpriseUser', 'User Account', 'User agent']);
/** The same names in the labels of what can be done with them. */
const named = /^(?:Download|Edit|Remove|Attributes of) (?:User|Group|EnterpriseUser)\b/;
const spoken = ['aria-label', 'title', 'placeholder', 'alt'] as const;

/** Every text that is shown or read out, one an element or attribute. */
function textsOf(root: Element): readonly string[] {
  const texts: string[] = [];
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (element.closest(notOurs) !== null) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
    for (const name of spoken) texts.push(element.getAttribute(name) ?? '');
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '' && !standard.has(text) && !named.test(text));
}

const faults = (): readonly string[] => textsOf(document.body).filter((text) => wrong.test(text));

let fake: FakeConsole;
const ada = person(1, { displayName: 'Ada Lovelace', roleId: 'role-1', lastChange: null });
const grace = person(2, {
  displayName: 'Grace Hopper',
  status: 'disabled',
  lastChange: { action: 'disable', attribute: null, from: null, to: null, more: 0 },
});
const edsger = person(3, {
  displayName: 'Edsger Dijkstra',
  lastChange: { action: 'addMember', attribute: 'members', from: null, to: 'Reception', more: 0 },
});
const changed = (action: Change['action']): Change => ({
  seq: 1,
  logSeq: 2,
  source: 'client',
  at: grace.lastChangedAt,
  resourceType: 'User',
  resourceId: grace.id,
  action,
  modifiedProperties: [],
});
const reception = group(1, { displayName: 'Reception' });
const log = [
  entry(1, { provisioningAction: 'create', targetName: 'Ada Lovelace', method: 'POST', path: '/Users' }),
  entry(2, { provisioningAction: 'disable', targetName: 'Grace Hopper' }),
  entry(3, { provisioningAction: 'enable', targetName: 'Grace Hopper' }),
  entry(4, { provisioningAction: 'addMember', targetName: 'Reception', resourceType: 'Group' }),
  entry(5, { provisioningAction: 'read', targetName: null, resourceId: null, method: 'GET', path: '/Users?count=1' }),
  entry(6, { provisioningAction: 'read', targetName: null, resourceId: null, method: 'GET', path: '/Groups' }),
];

beforeEach(() => {
  fake = emptyConsole();
  const hosts = { ...tenant, name: 'Front door', profile: 'sign-in-enterprise' };
  has(fake, [hosts, { ...hosts, id: 't2', name: 'Back door', slug: 'back-door' }]);
  fake.answer('users.list', () => ({ total: 3, of: 3, rows: [ada, grace, edsger] }));
  fake.answer('users.get', () => personDetail(grace, { outsideProfile: ['title'], notes: 'Left in May.' }));
  fake.answer('users.history', () => [changed('disable'), { ...changed('addMember'), seq: 2 }]);
  fake.answer('groups.list', () => ({ total: 1, of: 1, rows: [reception] }));
  fake.answer('groups.get', () => ({ row: reception, resource: {} }));
  fake.answer('groups.members', () => ({
    total: 1,
    of: 1,
    rows: [
      {
        id: grace.id,
        known: true,
        type: 'User',
        displayName: grace.displayName,
        userName: grace.userName,
        status: 'disabled',
      },
    ],
  }));
  fake.answer('roles.list', () =>
    firstRoles.map((role, n) => ({ ...role, permissions: [...role.permissions], id: `role-${n}`, people: n })),
  );
  fake.answer('tokens.list', () => [token('SCIM Host Provisioning')]);
  fake.answer('provisioningLog.list', () => ({ total: log.length, entries: log }));
  fake.answer('provisioningLog.get', ({ seq }) => entryDetail(log.find((row) => row.seq === seq) ?? entry(seq)));
  fake.answer('overview.get', () =>
    overview({
      people: { users: 3, active: 2, disabled: 1, groups: 1 },
      lastRequest: entry(2, { provisioningAction: 'disable' }),
    }),
  );
  fake.answer('connect.get', () =>
    connectState(['tokenCreated', 'firstUser'], { users: { total: 3, attributes: [] } }),
  );
});
afterEach(() => localStorage.clear());

/** Profiles are where words are made: that page is about words, and says each. */
const speaking = routes.filter(({ page }) => page !== 'profiles');

describe('a host tenant', () => {
  test.each(speaking)('$page', async ({ page }) => {
    at(`#/${page}`);
    await drawApp(fake);
    await expect.element(browser.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.poll(() => document.querySelectorAll('.skeleton')).toHaveLength(0);
    expect(faults()).toEqual([]);
  });

  test.each([
    ['profile', '#/board?person=person-2', () => browser.getByRole('heading', { name: 'Grace Hopper' })],
    ['cards', '#/board?view=cards', () => browser.getByRole('option', { name: /Grace Hopper/ })],
    ['members', '#/groups?group=group-1', () => browser.getByRole('option', { name: /Grace Hopper/ })],
    ['log entry', '#/provisioning-log?entry=2', () => browser.getByRole('heading', { name: /^Request body/ })],
    ['create token', '#/overview?dialog=create-token', () => browser.getByRole('dialog')],
    ['create OAuth client', '#/credentials?dialog=create-client', () => browser.getByRole('dialog')],
    ['Okta', '#/connect?provider=okta', () => browser.getByText(/SCIM connector base URL/)],
    ['OneLogin', '#/connect?provider=onelogin', () => browser.getByText(/SCIM Base URL/).first()],
    ['JumpCloud', '#/connect?provider=jumpcloud', () => browser.getByText(/Token Key/).first()],
    ['any client', '#/connect?provider=scim', () => browser.getByText(/Bearer token/).first()],
    ['Provisioning Mode', '#/connect?portal=classic', () => browser.getByText(/Provisioning Status/)],
  ])('what opens on a page: %s', async (_, hash, shown) => {
    at(hash);
    await drawApp(fake);
    await expect.element(shown()).toBeVisible();
    expect(faults()).toEqual([]);
  });

  test.each(['details', 'groups', 'history'])('the profile, %s', async (tab) => {
    at('#/board?person=person-2');
    await drawApp(fake);
    const name = { details: 'Details', groups: /^Host groups/, history: 'History' }[tab] ?? tab;
    await browser.getByRole('tab', { name }).click();
    await expect.poll(() => document.querySelectorAll('.skeleton')).toHaveLength(0);
    expect(faults()).toEqual([]);
  });

  test('the command palette', async () => {
    at('#/overview');
    await drawApp(fake);
    await expect.element(browser.getByRole('heading', { level: 1 })).toBeVisible();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(browser.getByPlaceholder('Go to a page, find a host, run a command')).toBeVisible();
    expect(faults()).toEqual([]);
    await userEvent.keyboard('{Escape}');
  });

  test.each(['board', 'groups', 'provisioning-log', 'overview', 'connect'])('nobody there yet: %s', async (page) => {
    at(`#/${page}`);
    fake.answer('users.list', () => ({ total: 0, of: 0, rows: [] }));
    fake.answer('groups.list', () => ({ total: 0, of: 0, rows: [] }));
    fake.answer('provisioningLog.list', () => ({ total: 0, entries: [] }));
    fake.answer('overview.get', () => overview());
    fake.answer('tokens.list', () => []);
    fake.answer('connect.get', () => connectState());
    await drawApp(fake);
    await expect.element(browser.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.poll(() => document.querySelectorAll('.skeleton')).toHaveLength(0);
    expect(faults()).toEqual([]);
  });

  test('says its own words', async () => {
    at('#/board');
    await drawApp(fake);
    await expect.element(browser.getByText('3 hosts', { exact: true })).toBeVisible();
    await expect.element(browser.getByRole('row', { name: /Grace Hopper/ })).toMatchTextContent('Invisible');
    await browser.getByRole('link', { name: 'Host groups', exact: true }).click();
    await expect.element(browser.getByRole('heading', { level: 1, name: 'Host groups' })).toBeVisible();
    await expect.element(browser.getByText('1 host group', { exact: true })).toBeVisible();
  });
});

test('the test itself finds a wrong word', () => {
  document.body.innerHTML =
    '<p>3 users</p><code>/Users</code><button aria-label="Search groups"></button><p>2 host groups</p>';
  expect(faults()).toEqual(['3 users', 'Search groups']);
  document.body.innerHTML = '';
});

const say = (words: ProfileWords, provisioningAction: 'disable' | 'enable' | 'update') =>
  sentenceText(requestSentence(entry(1, { provisioningAction, targetName: 'Ada' }), createTexts(words).t));
const listed = (path: string) => {
  const facts = { provisioningAction: 'read', targetName: null, resourceId: null, method: 'GET', path } as const;
  return sentenceText(requestSentence(entry(1, facts), createTexts(hostWords).t));
};

describe('a request in words', () => {
  test('usual states have verbs', () => {
    expect(say(defaultProfile.words, 'disable')).toBe('Disabled Ada');
    expect(say(defaultProfile.words, 'enable')).toBe('Enabled Ada');
  });

  test('states of a product are said as it says them', () => {
    expect(say(hostWords, 'disable')).toBe('Made Ada invisible');
    expect(say(hostWords, 'enable')).toBe('Made Ada visible');
    expect(say(hostWords, 'update')).toBe('Updated Ada');
  });

  test('lists are of what the product has', () => {
    expect(listed('/Users')).toBe('Listed hosts');
    expect(listed('/Groups')).toBe('Listed host groups');
  });
});
