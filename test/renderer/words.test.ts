import { describe, expect, test } from 'vitest';
import { boardView, sortParams } from '#renderer/features/board/board-view.ts';
import { profileFacts } from '#renderer/features/board/profile-facts.ts';
import { expiryOf, localDay } from '#renderer/features/credentials/expiry.ts';
import { logFilter, matchesFilter } from '#renderer/features/provisioning-log/log-view.ts';
import { documentOf, draftOf, emptyAttribute, suggestedId } from '#renderer/features/schemas/schema-draft.ts';
import { shortUri } from '#renderer/features/schemas/schemas-view.ts';
import { themeOf } from '#renderer/features/settings/appearance.ts';
import { attributeLabel, readablePath, valueLabel, withoutUri } from '#renderer/ui/attribute-label.ts';
import { formatAgo, formatAgoShort, formatBytes, formatMilliseconds } from '#renderer/ui/format.ts';
import { parseHash, printHash } from '#renderer/ui/hash-route.ts';
import { isLocal } from '#renderer/ui/local-address.ts';
import { entry } from './fixtures.ts';

describe('the URL', () => {
  test('prints and parses back, whatever is in a parameter', () => {
    const hash = printHash('board', { q: 'a&b=c #1', status: 'active', department: null });
    const { page, params } = parseHash(hash);
    expect(page).toBe('board');
    expect(Object.fromEntries(params)).toEqual({ q: 'a&b=c #1', status: 'active' });
  });

  test('nothing in it is the first page', () => {
    expect(parseHash('')).toMatchObject({ page: '' });
  });

  test('the board ignores what it does not know', () => {
    const view = boardView(new URLSearchParams('sort=__proto__&status=gone&dir=asc'), 't1');
    expect(view.query).toMatchObject({ sort: 'lastChangedAt', descending: true, status: null });
    expect(view.filtered).toBe(false);
  });

  test('sorting by a column again turns the order round; dates begin with the newest', () => {
    const byName = { by: 'displayName', descending: false };
    expect(sortParams(byName, 'displayName')).toEqual({ sort: 'displayName', dir: 'desc' });
    expect(sortParams(byName, 'lastChangedAt')).toEqual({ sort: 'lastChangedAt', dir: 'desc' });
    expect(sortParams(byName, 'title')).toEqual({ sort: 'title', dir: null });
  });
});

const filter = (query: string) => logFilter(new URLSearchParams(query), 't1');

describe('what a pushed log row must match', () => {
  test.each([
    ['q=PERSON 1', true],
    ['q=title', true],
    ['q=2819c223', true],
    ['q=Ada', false],
    ['method=PATCH', true],
    ['method=GET', false],
    ['result=succeeded', true],
    ['result=failed', false],
    ['person=2819c223-7f76-453a-919d-413861904646', true],
    ['person=somebody-else', false],
    ['notes=1', false],
  ])('%s: %s', (query, matches) => {
    expect(matchesFilter(filter(query), entry(1))).toBe(matches);
  });

  test('an aborted request is a failed one', () => {
    expect(matchesFilter(filter('result=failed'), entry(1, { status: 0, aborted: true }))).toBe(true);
  });
});

describe('times and sizes', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  test.each([
    ['2026-11-21T11:59:57Z', 'now'],
    ['2026-11-21T12:00:03Z', 'now'],
    ['2026-11-21T11:59:18Z', '42 sec. ago'],
    ['2026-11-21T11:27:00Z', '33 min. ago'],
    ['2026-11-20T12:00:00Z', 'yesterday'],
  ])('%s is "%s"', (at, text) => {
    expect(formatAgo(at, now)).toBe(text);
  });

  test('short where space is short', () => {
    expect(formatAgoShort('2026-11-21T11:27:00Z', now)).toBe('33 min');
  });

  test('bytes are counted in the unit that fits', () => {
    expect([0, 1_023, 1_992_294].map(formatBytes)).toEqual(['0 bytes', '1,023 bytes', '1.9 MB']);
  });

  test('a duration below a millisecond is not nothing', () => {
    expect([0.4, 1, 17.4].map(formatMilliseconds)).toEqual(['<1 ms', '1 ms', '17 ms']);
  });

  test('a token ends after its days, with the last second of a chosen day, or never', () => {
    expect(expiryOf('90', '', now)).toBe('2027-02-19T12:00:00.000Z');
    expect(expiryOf('never', '', now)).toBeNull();
    expect(expiryOf('date', localDay(now), now)).toBe(
      new Date(2026, 10, new Date(now).getDate(), 23, 59, 59).toISOString(),
    );
  });
});

describe('SCIM in few words', () => {
  test.each([
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value', 'manager.value'],
    ['name.familyName', 'name.familyName'],
    ['roles[value eq "urn:example:admin"].display', 'roles[value eq "urn:example:admin"].display'],
  ])('%s is %s without its URI', (path, short) => {
    expect(withoutUri(path)).toBe(short);
  });

  test.each([
    ['manager.value', 'manager'],
    ['phoneNumbers[type eq "mobile"].value', 'phoneNumbers mobile'],
    ['addresses[type eq "work"].locality', 'addresses work locality'],
    ['title', 'title'],
  ])('%s is "%s"', (path, label) => {
    expect(attributeLabel(path)).toBe(label);
  });

  test('an id is cut, a name is not', () => {
    expect(valueLabel('2819c223-7f76-453a-919d-413861904646')).toBe('…61904646');
    expect(valueLabel('Team Lead')).toBe('Team Lead');
  });

  test('a path is decoded; one that cannot be is shown as it was sent', () => {
    expect(readablePath('/Users?filter=userName%20eq%20%22ada%22')).toBe('/Users?filter=userName eq "ada"');
    expect(readablePath('/Users?filter=%E0%A4%A')).toBe('/Users?filter=%E0%A4%A');
  });

  test('a profile shows what is there, in reading order, extension included', () => {
    const facts = profileFacts({
      locale: 'de-DE',
      userName: 'ada',
      emails: [{ value: 'ada@x.example' }, { value: 'a@y.example' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { costCenter: '4711' },
    });
    expect(facts.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'userName ada',
      'emails ada@x.example, a@y.example',
      'costCenter 4711',
      'locale de-DE',
    ]);
  });
});

describe('a schema in few words', () => {
  test.each([
    ['urn:ietf:params:scim:schemas:core:2.0:User', 'core:2.0:User'],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', 'enterprise:2.0:User'],
    ['urn:example:params:scim:schemas:Device', 'Device'],
    ['urn:example:Device', 'urn:example:Device'],
  ])('%s is %s', (uri, short) => {
    expect(shortUri(uri)).toBe(short);
  });

  test.each([
    ['Northwind people', 'User', 'urn:ietf:params:scim:schemas:extension:NorthwindPeople:2.0:User'],
    ['Device', null, 'urn:ietf:params:scim:schemas:core:2.0:Device'],
    ['!', 'User', ''],
  ])('%s for %s suggests %s', (name, extended, uri) => {
    expect(suggestedId(name, extended)).toBe(uri);
  });

  test('a draft becomes a document and the document the same draft', () => {
    const draft = {
      name: 'Northwind',
      id: 'urn:example:Northwind',
      description: 'Of the office',
      attributes: [
        { ...emptyAttribute, name: 'badge', unique: true, description: 'At the door' },
        { ...emptyAttribute, name: 'since', type: 'dateTime' as const, multiValued: true, required: true },
      ],
    };
    expect(draftOf(documentOf(draft))).toEqual(draft);
  });

  test.each([
    ['sub-attributes', { type: 'complex', subAttributes: [] }],
    ['a type the form does not offer', { type: 'binary' }],
    ['another mutability', { mutability: 'immutable' }],
    ['case', { caseExact: true }],
    ['canonical values', { canonicalValues: ['a'] }],
    ['uniqueness beyond the tenant', { uniqueness: 'global' }],
  ])('a document with %s has no draft', (_, characteristics) => {
    expect(draftOf({ id: 'urn:x:y', name: 'X', attributes: [{ name: 'a', ...characteristics }] })).toBeNull();
  });

  test('a boolean is never unique, whatever was ticked before it became one', () => {
    const attributes = [{ ...emptyAttribute, name: 'a', type: 'boolean' as const, unique: true }];
    expect(documentOf({ name: 'X', id: 'urn:x:y', description: '', attributes })['attributes']).toEqual([
      { name: 'a', type: 'boolean', multiValued: false, required: false },
    ]);
  });
});

test('system follows the system, everything else is what was chosen', () => {
  expect(themeOf('system', true)).toBe('dark');
  expect(themeOf('system', false)).toBe('light');
  expect(themeOf('contrast', true)).toBe('contrast');
});

test.each([
  ['http://127.0.0.1:7644/default/scim/v2', true],
  ['http://localhost:7644/', true],
  ['http://[::1]:7644/', true],
  ['https://calm-otter.tunnel.example/default/scim/v2', false],
])('only this computer reaches %s: %s', (url, local) => {
  expect(isLocal(url)).toBe(local);
});
