// Members of a group as deltas: what a PATCH does is told without reading the members there are, wherever possible.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { memberNeeds } from '#main/protocol/patch/apply-patch.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import { groupResourceType } from '#main/protocol/schema/resource-types.ts';
import type { Member } from '#main/protocol/schema/members.ts';
import { errorOf, group, lenient, patch } from './patch-cases.ts';

const add = (...ids: string[]) => ({ op: 'add', path: 'members', value: ids.map((value) => ({ value })) });
const remove = (...ids: string[]) => ({ op: 'remove', path: 'members', value: ids.map((value) => ({ value })) });
const replace = (...ids: string[]) => ({ op: 'replace', path: 'members', value: ids.map((value) => ({ value })) });
const clear = { op: 'remove', path: 'members' };

const deltas = (operations: readonly JsonObject[], members?: readonly Member[]) => {
  const { clearMembers, removeMembers, addMembers } = patch(group(), operations, groupResourceType, members);
  return { clear: clearMembers, remove: removeMembers, add: addMembers.map(({ value }) => value) };
};

describe('operations compose in the order they are sent', () => {
  test.each<{ name: string; operations: JsonObject[]; expected: ReturnType<typeof deltas> }>([
    {
      name: 'add then remove',
      operations: [add('a', 'b'), remove('a')],
      expected: { clear: false, remove: ['a'], add: ['b'] },
    },
    {
      name: 'remove then add',
      operations: [remove('a'), add('a')],
      expected: { clear: false, remove: [], add: ['a'] },
    },
    {
      name: 'replace then remove',
      operations: [replace('a', 'b'), remove('a')],
      expected: { clear: true, remove: [], add: ['b'] },
    },
    {
      name: 'add then replace',
      operations: [add('a'), replace('b')],
      expected: { clear: true, remove: [], add: ['b'] },
    },
    {
      name: 'remove all then add',
      operations: [remove('x'), clear, add('a')],
      expected: { clear: true, remove: [], add: ['a'] },
    },
    { name: 'replace with nothing', operations: [add('a'), replace()], expected: { clear: true, remove: [], add: [] } },
    {
      name: 'the same member twice is one',
      operations: [add('a', 'a'), add('a')],
      expected: { clear: false, remove: [], add: ['a'] },
    },
    {
      name: 'replace with null',
      operations: [{ op: 'replace', path: 'members', value: null }],
      expected: { clear: true, remove: [], add: [] },
    },
    {
      name: 'remove of an empty array removes nobody',
      operations: [remove()],
      expected: { clear: false, remove: [], add: [] },
    },
  ])('$name', ({ operations, expected }) => {
    expect(deltas(operations)).toEqual(expected);
  });
});

describe('which operations need the current members', () => {
  test.each([
    { path: 'members', needed: false },
    { path: 'members[value eq "a"]', needed: false },
    { path: 'members[value eq "a" or value eq "b"]', needed: false },
    { path: 'members[display eq "x"]', needed: true },
    { path: 'members[value eq "a" and type eq "User"]', needed: true },
    { path: 'members[not (value eq "a")]', needed: true },
  ])('remove $path: $needed', ({ path, needed }) => {
    const operations = parsePatchOp({ Operations: [{ op: 'remove', path }] }, groupResourceType, lenient());
    expect(memberNeeds(operations)).toBe(needed);
  });
});

describe('filters on members', () => {
  const members: Member[] = [
    { value: 'a', type: 'User', display: 'Ann' },
    { value: 'b', type: 'Group', display: 'Board' },
    { value: 'c', type: 'User', display: 'Cy' },
  ];

  test.each([
    { path: 'members[value eq "a" or value eq "b"]', removed: ['a', 'b'] },
    { path: 'members[type eq "user"]', removed: ['a', 'c'] },
    { path: 'members[display sw "B"]', removed: ['b'] },
    { path: 'members[value eq "A"]', removed: ['A'] },
    { path: 'members[value eq "a" and type eq "Group"]', removed: [] },
  ])('remove $path', ({ path, removed }) => {
    expect(deltas([{ op: 'remove', path }], members)).toEqual({ clear: false, remove: removed, add: [] });
  });

  test('they see what earlier operations did', () => {
    const operations = [
      remove('a'),
      { op: 'add', path: 'members', value: [{ value: 'd', type: 'User' }] },
      { op: 'remove', path: 'members[type eq "User"]' },
    ];
    expect(deltas(operations, members)).toEqual({ clear: false, remove: ['a', 'c', 'd'], add: [] });
  });

  test('replace of a selected member', () => {
    expect(deltas([{ op: 'replace', path: 'members[value eq "a"]', value: { value: 'z' } }], members)).toEqual({
      clear: false,
      remove: ['a'],
      add: ['z'],
    });
  });

  test('the value of a member is immutable: another one is another member', () => {
    const operation = { op: 'replace', path: 'members[value eq "a"].value', value: 'z' };
    expect(errorOf(() => deltas([operation], members))).toMatchObject({ status: 400, scimType: 'mutability' });
    expect(deltas([{ ...operation, value: 'a' }], members)).toEqual({ clear: false, remove: [], add: ['a'] });
  });

  test("a member's display, type and $ref are the server's: writing them is noted and ignored", () => {
    const result = patch(
      group(),
      [{ op: 'replace', path: 'members[value eq "a"].display', value: 'X' }],
      groupResourceType,
    );
    expect(result).toMatchObject({ clearMembers: false, removeMembers: [], addMembers: [] });
    expect(result.notes).toEqual(['members[value eq "a"].display: filled in by Rollcall, ignored']);
  });
});

test('a member without an id is refused, and the operation named', () => {
  const error = errorOf(() =>
    patch(group(), [add('a'), { op: 'add', path: 'members', value: [{ display: 'Ann' }] }], groupResourceType),
  );
  expect(error).toMatchObject({
    status: 400,
    scimType: 'invalidValue',
    context: { operationIndex: 1, path: 'members' },
  });
  expect(error.detail).toBe(
    'members expects an array of {"value": "<id of a user or group>"}, but an object with display was sent. Send the id as value.',
  );
});

test('members.value may be added to but not removed as a whole', () => {
  expect(deltas([{ op: 'add', path: 'members.value', value: 'a' }])).toEqual({ clear: false, remove: [], add: ['a'] });
  expect(errorOf(() => deltas([{ op: 'remove', path: 'members.value' }])).scimType).toBe('invalidPath');
});

test('5,000 members in one operation', () => {
  const ids = Array.from({ length: 5000 }, (_, index) => `user-${index}`);
  expect(deltas([add(...ids), remove(...ids.slice(0, 4999))]).add).toEqual(['user-4999']);
});
