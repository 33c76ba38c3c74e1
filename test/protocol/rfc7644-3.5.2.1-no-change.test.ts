// RFC 7644 §3.5.2.1: "If the target location already contains the value specified, no changes SHOULD be made to the
// resource, and a success response SHOULD be returned. Unless other operations change the resource, this operation SHALL
// NOT change the modify timestamp of the resource."
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '#shared/lang/json.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { enterprise, group, lenient, patch, user } from './patch-cases.ts';

const custom = 'urn:example:params:scim:schemas:extension:Custom:2.0:User';
const stored = user({
  displayName: 'Ann',
  active: true,
  name: { givenName: 'Ann', familyName: 'Bell' },
  emails: [
    { type: 'work', value: 'a@x.io', primary: true },
    { type: 'home', value: 'a@home.io' },
  ],
  roles: [{ value: '{"id":"1"}' }],
  [enterprise]: { department: 'R&D', manager: { value: 'M1', $ref: '../Users/M1' } },
  [custom]: { badge: 7 },
});

const work = 'emails[type eq "work"]';

describe('rule 27: what changes nothing is no change (RFC 7644 §3.5.2.1)', () => {
  test.each<[string, JsonValue]>([
    ['add of a value that is there', [{ op: 'add', path: 'displayName', value: 'Ann' }]],
    ['replace by the same value', [{ op: 'replace', path: 'displayName', value: 'Ann' }]],
    ["Entra's default dialect", [{ op: 'Replace', path: 'active', value: 'True' }]],
    ['remove of what is not there', [{ op: 'remove', path: 'title' }]],
    ['null for what is not there', [{ op: 'replace', path: 'title', value: null }]],
    ['add of a part of a complex value', [{ op: 'add', path: 'name', value: { givenName: 'Ann' } }]],
    ['replace of one sub-attribute', [{ op: 'replace', path: 'name.familyName', value: 'Bell' }]],
    ['add of an email that is there', [{ op: 'add', path: 'emails', value: [{ type: 'home', value: 'a@home.io' }] }]],
    ['replace of all emails by themselves', [{ op: 'replace', path: 'emails', value: stored['emails'] as JsonValue }]],
    ['replace of a selected value', [{ op: 'replace', path: `${work}.value`, value: 'a@x.io' }]],
    ['replace of a selected element', [{ op: 'replace', path: work, value: { value: 'a@x.io', primary: true } }]],
    ['add of primary to the one that has it', [{ op: 'add', path: `${work}.primary`, value: true }]],
    ['remove of an element that is not there', [{ op: 'remove', path: 'emails[type eq "fax"]' }]],
    ['remove of a value that is not there', [{ op: 'remove', path: 'emails', value: [{ value: 'b' }] }]],
    ['a role as JSON in a string', [{ op: 'add', path: 'roles', value: [{ value: '{"id":"1"}' }] }]],
    ['the manager as an id', [{ op: 'add', path: `${enterprise}:manager`, value: 'M1' }]],
    ['the manager in an array', [{ op: 'add', path: `${enterprise}:manager`, value: [{ value: 'M1' }] }]],
    ['an extension as an object', [{ op: 'add', path: enterprise, value: { department: 'R&D' } }]],
    ['an attribute of an unknown extension', [{ op: 'add', path: `${custom}:badge`, value: 7 }]],
    ['an unknown extension', [{ op: 'replace', path: custom, value: { badge: 7 } }]],
    ['without a path', [{ op: 'replace', value: { displayName: 'Ann', 'name.givenName': 'Ann', active: true } }]],
    ['only what is skipped', [{ op: 'replace', value: { id: 'U1', nosuch: 1, schemas: [] } }]],
    ['a password, which is never kept', [{ op: 'replace', path: 'password', value: 'hunter2' }]],
    [
      'operations that undo each other',
      [
        { op: 'replace', path: 'displayName', value: 'Bob' },
        { op: 'remove', path: 'emails[type eq "home"]' },
        { op: 'replace', path: 'displayName', value: 'Ann' },
        { op: 'add', path: 'emails', value: [{ value: 'a@home.io', type: 'home' }] },
      ],
    ],
  ])('%s', (_, operations) => {
    expect(patch(stored, operations).doc).toBeUndefined();
  });

  test('a PUT of what is stored, in another order of names', () => {
    const body = Object.fromEntries(Object.entries(stored).toReversed());
    const { doc } = validateResource(body, userResourceType, { mode: 'replace', current: stored }, lenient());
    expect(doc).toBe(stored);
  });

  test('members are never a change of the document: the store counts what is really added or removed', () => {
    const members = [{ value: 'U1' }];
    const operations = [
      { op: 'add', path: 'members', value: [{ value: 'U1' }] },
      { op: 'remove', path: 'members[value eq "U9"]' },
    ];
    expect(patch(group(), operations, groupResourceType, members)).toMatchObject({
      clearMembers: false,
      removeMembers: ['U9'],
      addMembers: [{ value: 'U1' }],
    });
    expect(patch(group(), operations, groupResourceType, members).doc).toBeUndefined();
  });
});

test('one real change among them is one', () => {
  const operations = [
    { op: 'replace', path: 'displayName', value: 'Ann' },
    { op: 'replace', path: 'title', value: 'VP' },
  ];
  expect(patch(stored, operations).doc).toEqual({ ...stored, title: 'VP' });
});
