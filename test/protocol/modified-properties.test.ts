// What a change changed, in the notation of SCIM filters and paths.
import { expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { modifiedProperties, shortName } from '#main/protocol/modified-properties.ts';
import { enterprise, user } from './patch-cases.ts';

const changes = (before: JsonObject | undefined, after: JsonObject | undefined): string[] =>
  modifiedProperties(before, after).map(
    ({ displayName, oldValue, newValue }) => `${displayName}: ${oldValue ?? '–'} → ${newValue ?? '–'}`,
  );
const work = { type: 'work', value: 'a' };

test.each<[string, JsonObject, JsonObject, string[]]>([
  ['a simple attribute', { title: 'Counsel' }, { title: 'Team Lead' }, ['title: Counsel → Team Lead']],
  ['one that came', {}, { title: 'VP' }, ['title: – → VP']],
  ['one that went', { title: 'VP' }, {}, ['title: VP → –']],
  ['a boolean', { active: true }, { active: false }, ['active: true → false']],
  [
    'a sub-attribute',
    { name: { familyName: 'A', givenName: 'G' } },
    { name: { familyName: 'B', givenName: 'G' } },
    ['name.familyName: A → B'],
  ],
  [
    'a complex attribute that came',
    {},
    { name: { familyName: 'A', givenName: 'G' } },
    ['name.familyName: – → A', 'name.givenName: – → G'],
  ],
  [
    'a value by its type',
    { emails: [work] },
    { emails: [{ ...work, value: 'b' }] },
    ['emails[type eq "work"].value: a → b'],
  ],
  [
    'a value that came',
    { emails: [work] },
    { emails: [work, { type: 'home', value: 'h', primary: true }] },
    ['emails[type eq "home"].value: – → h', 'emails[type eq "home"].primary: – → true'],
  ],
  ['a value that went', { emails: [work] }, {}, ['emails[type eq "work"].value: a → –']],
  [
    'values in another order',
    { emails: [work, { type: 'home', value: 'h' }] },
    { emails: [{ type: 'home', value: 'h' }, work] },
    [],
  ],
  [
    'values without type, by value',
    { roles: [{ value: 'x' }] },
    { roles: [{ value: 'x', display: 'X' }, { value: 'y' }] },
    ['roles[value eq "x"].display: – → X', 'roles[value eq "y"].value: – → y'],
  ],
  [
    'two of one type, by value',
    { emails: [work, { type: 'work', value: 'b' }] },
    { emails: [work] },
    ['emails[value eq "b"].type: work → –', 'emails[value eq "b"].value: b → –'],
  ],
  [
    'values that nothing tells apart',
    { addresses: [{ locality: 'Bern' }] },
    { addresses: [{ locality: 'Basel' }] },
    ['addresses: {"locality":"Bern"} → {"locality":"Basel"}'],
  ],
  [
    'an attribute of an extension',
    { [enterprise]: { department: 'A' } },
    { [enterprise]: { department: 'B' } },
    [`${enterprise}:department: A → B`],
  ],
  ['an extension that went', { [enterprise]: { manager: { value: 'M' } } }, {}, [`${enterprise}:manager.value: M → –`]],
  ['nothing', { title: 'VP' }, { title: 'VP' }, []],
])('%s', (_, before, after, expected) => {
  expect(changes(user(before), user(after))).toEqual(expected);
});

test('creation and deletion name everything but schemas', () => {
  const doc = user({ active: true });
  expect(changes(undefined, doc)).toEqual(['userName: – → bjensen', 'active: – → true']);
  expect(changes(doc, undefined)).toEqual(['userName: bjensen → –', 'active: true → –']);
});

test.each([
  [`${enterprise}:department`, 'department'],
  [`${enterprise}:manager.value`, 'manager.value'],
  ['title', 'title'],
  ['roles[value eq "a:b"].display', 'roles[value eq "a:b"].display'],
])('the short name of %s', (displayName, expected) => {
  expect(shortName(displayName)).toBe(expected);
});
