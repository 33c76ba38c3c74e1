// RFC 7644 §3.4.2.2 Filtering: what a filter means. The same meaning is compiled to SQL, and compared with this one there.
import { describe, expect, test } from 'vitest';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { enterprise, group, lenient, user } from './patch-cases.ts';

const resource = user({
  id: '2819c223',
  externalId: 'bJensen',
  userName: 'BJensen@Example.com',
  name: { familyName: 'Jensen', givenName: 'Bärbel' },
  title: '',
  active: true,
  emails: [
    { type: 'work', value: 'b@example.com', primary: true },
    { type: 'home', value: 'babs@jensen.org' },
  ],
  addresses: [{ type: 'work', locality: 'Bern' }],
  meta: {
    resourceType: 'User',
    created: '2011-05-13T04:42:34.000Z',
    lastModified: '2011-05-13T06:42:34+02:00',
    version: 'W/"1"',
  },
  [enterprise]: { manager: { value: 'M1' }, department: 'R&D' },
});

const isTrue = (text: string): boolean =>
  evaluate(bindFilter(parseFilter(text, lenient()), userResourceType, lenient()), resource);

const cases = (rows: readonly (readonly [string, boolean])[]): void => {
  test.each(rows)('%s: %s', (text, expected) => {
    expect(isTrue(text)).toBe(expected);
  });
};

describe('text is compared as its attribute says: caseExact or not', () => {
  cases([
    ['userName eq "bjensen@example.COM"', true],
    ['userName ne "bjensen@example.COM"', false],
    ['userName co "ENSEN@"', true],
    ['userName sw "bj"', true],
    ['userName ew ".COM"', true],
    ['name.givenName eq "BÄRBEL"', true],
    ['name.givenName eq "BA\u0308RBEL"', true],
    ['externalId eq "bjensen"', false],
    ['externalId eq "bJensen"', true],
    ['externalId sw "bj"', false],
    ['id eq "2819C223"', false],
    ['schemas eq "URN:ietf:params:scim:schemas:core:2.0:user"', true],
    ['userName gt "bj"', true],
    ['userName ge "BJENSEN@EXAMPLE.COM"', true],
    ['userName gt "BJENSEN@EXAMPLE.COM"', false],
    ['userName lt "c"', true],
    ['userName le "a"', false],
  ]);
});

describe('without a value ne is true and everything else false', () => {
  cases([
    ['nickName eq "x"', false],
    ['nickName ne "x"', true],
    ['nickName co ""', false],
    ['nickName gt ""', false],
    ['nickName pr', false],
    ['nickName eq null', true],
    ['nickName ne null', false],
    ['not (nickName eq "x")', true],
    ['phoneNumbers.value ne "x"', true],
    ['phoneNumbers eq "x"', false],
    ['name.middleName ne "x"', true],
    [`${enterprise}:costCenter ne "x"`, true],
  ]);
});

describe('an empty text is a value that is not present', () => {
  cases([
    ['title pr', false],
    ['title eq ""', true],
    ['title ne ""', false],
    ['title eq null', true],
    ['title sw ""', true],
    ['title lt "a"', true],
  ]);
});

describe('a multi-valued attribute fulfils a condition when any value does', () => {
  cases([
    ['emails.value eq "babs@jensen.org"', true],
    ['emails eq "BABS@jensen.org"', true],
    ['emails co "example"', true],
    ['emails ne "b@example.com"', true],
    ['emails.type ne "other"', true],
    ['emails.primary eq true', true],
    ['emails.primary eq false', false],
    ['emails.primary ne false', true],
    ['emails.display pr', false],
    ['emails.display ne "x"', true],
    ['emails pr', true],
    ['ims pr', false],
    ['addresses.locality sw "be"', true],
    ['emails.type eq "work" and emails.value eq "babs@jensen.org"', true],
  ]);
});

describe('a value path asks one value for everything', () => {
  cases([
    ['emails[type eq "work" and value eq "babs@jensen.org"]', false],
    ['emails[type eq "home" and value ew "jensen.org"]', true],
    ['emails[type eq "work"].value co "example"', true],
    ['emails[primary ne true]', true],
    ['emails[not (type eq "work") and not (type eq "home")]', false],
    ['emails[display ne "x"]', true],
    ['emails[value pr]', true],
    ['ims[value ne "x"]', false],
    ['emails[nosuch ne "x"]', true],
  ]);
});

describe('other types', () => {
  cases([
    ['active eq "True"', true],
    ['active ne true', false],
    ['meta.created eq "2011-05-13T06:42:34+02:00"', true],
    ['meta.lastModified eq "2011-05-13T04:42:34Z"', true],
    ['meta.lastModified gt "2011-05-13T04:42:33.999Z"', true],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', false],
    ['meta.lastModified ne "2011-05-13T04:42:34Z"', false],
    ['meta.version eq "W/\\"1\\""', true],
    ['meta pr', true],
    ['name pr', true],
    ['manager eq "M1"', true],
    ['manager eq "m1"', false],
    [`${enterprise}:department eq "r&d"`, true],
  ]);
});

describe('and, or, not', () => {
  cases([
    ['active eq true and userName pr', true],
    ['active eq false or nickName pr', false],
    ['not (active eq false or nickName pr)', true],
    ['active eq false and nosuch pr or userName pr', true],
  ]);
});

test('a value of another type than the schema says is not equal to anything', () => {
  const odd = user({ title: 5, active: 'yes', meta: { created: 'soon' }, name: 'Babs' });
  const holds = (text: string) => evaluate(bindFilter(parseFilter(text, lenient()), userResourceType, lenient()), odd);
  expect(['title eq "5"', 'active eq true', 'meta.created gt "2011-05-13"', 'name.familyName pr'].map(holds)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(
    ['title ne "5"', 'active ne true', 'meta.created ne "2011-05-13"', 'name.familyName ne "x"'].map(holds),
  ).toEqual([true, true, true, true]);
});

test('order above U+FFFF is that of code points, as SQLite has it', () => {
  const emoji = user({ title: '\u{1F600}' });
  const holds = (text: string) =>
    evaluate(bindFilter(parseFilter(text, lenient()), userResourceType, lenient()), emoji);
  expect(holds('title gt "\uFF21"')).toBe(true);
  expect(holds('title gt "\u{1F5FF}"')).toBe(true);
  expect(holds('title lt "\u{1F601}"')).toBe(true);
});

test('members eq "id" finds a group by its member', () => {
  const guides = group({ id: 'G', members: [{ value: 'U1', type: 'User' }, { value: 'U2' }] });
  const holds = (text: string) =>
    evaluate(bindFilter(parseFilter(text, lenient()), groupResourceType, lenient()), guides);
  expect(holds('id eq "G" and members eq "U2"')).toBe(true);
  expect(holds('id eq "G" and members eq "u2"')).toBe(false);
  expect(holds('members[value eq "U1" and type eq "User"]')).toBe(true);
});
