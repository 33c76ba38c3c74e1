// Microsoft Entra's provisioning client: its default dialect and the one behind ?aadOptscim062020, as Microsoft documents
// them (use-scim-to-provision-users-and-groups, application-provisioning-config-problem-scim-compatibility).
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { groupResourceType } from '#main/protocol/schema/resource-types.ts';
import { enterprise, group, patch, patched, testPatches, user } from './patch-cases.ts';

const manager = `${enterprise}:manager`;

describe('default dialect: capitalised op, booleans as text, one operation for each attribute', () => {
  testPatches([
    {
      name: 'disable',
      before: { active: true },
      operations: [{ op: 'Replace', path: 'active', value: 'False' }],
      after: { active: false },
    },
    {
      name: 'restore',
      before: { active: false },
      operations: [{ op: 'Replace', path: 'active', value: 'True' }],
      after: { active: true },
    },
    {
      name: 'single-valued attributes, one of them in an extension',
      before: { displayName: 'A' },
      operations: [
        { op: 'Replace', path: 'displayName', value: 'Ann B' },
        { op: 'Replace', path: 'name.givenName', value: 'Ann' },
        { op: 'Add', path: `${enterprise}:department`, value: 'R&D' },
      ],
      after: { displayName: 'Ann B', name: { givenName: 'Ann' }, [enterprise]: { department: 'R&D' } },
    },
  ]);

  test('a boolean sent as text is noted', () => {
    const { notes } = patch(user({ active: true }), [{ op: 'Replace', path: 'active', value: 'False' }]);
    expect(notes).toEqual(['op: "Replace" read as replace', 'active: boolean sent as text "False", read as false']);
  });
});

describe('flag dialect: one path-less operation whose members are paths', () => {
  testPatches([
    {
      name: 'plain, dotted and URN members beside a filtered path',
      before: { displayName: 'A', name: { familyName: 'Bell' }, active: true },
      operations: [
        {
          op: 'replace',
          value: { displayName: 'Ann B', active: false, 'name.givenName': 'Ann', [`${enterprise}:department`]: 'R&D' },
        },
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'a@x.io' },
      ],
      after: {
        displayName: 'Ann B',
        active: false,
        name: { familyName: 'Bell', givenName: 'Ann' },
        [enterprise]: { department: 'R&D' },
        emails: [{ type: 'work', value: 'a@x.io' }],
      },
    },
    {
      name: 'a filtered member',
      before: {},
      operations: [
        { op: 'add', value: { 'emails[type eq "work"].value': 'a@x.io', 'emails[type eq "work"].primary': true } },
      ],
      after: { emails: [{ type: 'work', value: 'a@x.io', primary: true }] },
    },
  ]);
});

describe('a filtered path creates the element it names', () => {
  const element = { type: 'work', value: 'a@x.io' };

  testPatches([
    {
      name: 'with Add',
      before: {},
      operations: [{ op: 'Add', path: 'emails[type eq "work"].value', value: 'a@x.io' }],
      after: { emails: [element] },
    },
    {
      name: 'with Replace, where RFC 7644 would say noTarget',
      before: {},
      operations: [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'a@x.io' }],
      after: { emails: [element] },
    },
    {
      name: 'two operations on one filter land in one element',
      before: {},
      operations: [
        { op: 'Add', path: 'addresses[type eq "work"].streetAddress', value: 'Main St 4' },
        { op: 'Add', path: 'addresses[type eq "work"].country', value: 'CH' },
      ],
      after: { addresses: [{ type: 'work', streetAddress: 'Main St 4', country: 'CH' }] },
    },
    {
      name: 'beside elements of another type',
      before: { addresses: [{ type: 'work', locality: 'Bern' }] },
      operations: [{ op: 'Add', path: 'addresses[type eq "other"].formatted', value: 'Bldg 4' }],
      after: {
        addresses: [
          { type: 'work', locality: 'Bern' },
          { type: 'other', formatted: 'Bldg 4' },
        ],
      },
    },
    {
      name: 'primary eq "True" is a boolean, created and then found again',
      before: {},
      operations: [
        { op: 'Add', path: 'roles[primary eq "True"].display', value: 'Admin' },
        { op: 'Add', path: 'roles[primary eq "True"].value', value: 'admin' },
        { op: 'Add', path: 'roles[primary eq "True"].type', value: 'WindowsAzureActiveDirectoryRole' },
      ],
      after: { roles: [{ primary: true, display: 'Admin', value: 'admin', type: 'WindowsAzureActiveDirectoryRole' }] },
    },
    {
      name: 'two conditions joined with and',
      before: {},
      operations: [{ op: 'Add', path: 'emails[type eq "work" and primary eq true].value', value: 'a@x.io' }],
      after: { emails: [{ type: 'work', primary: true, value: 'a@x.io' }] },
    },
    {
      name: 'the filter finds its element in another case',
      before: { emails: [{ type: 'Work', value: 'old@x.io' }] },
      operations: [{ op: 'Replace', path: 'Emails[Type EQ "work"].Value', value: 'a@x.io' }],
      after: { emails: [{ type: 'Work', value: 'a@x.io' }] },
    },
    {
      name: 'an empty text clears the value again',
      before: { emails: [element, { type: 'home', value: 'h@x.io' }] },
      operations: [{ op: 'Replace', path: 'emails[type eq "work"].value', value: '' }],
      after: { emails: [{ type: 'home', value: 'h@x.io' }] },
    },
  ]);
});

describe('manager: every shape sets it', () => {
  const set = user({ [enterprise]: { manager: { value: '2f1c' } } });

  test.each<{ shape: string; operation: JsonObject }>([
    { shape: 'raw id', operation: { op: 'Add', path: manager, value: '2f1c' } },
    { shape: 'object', operation: { op: 'Add', path: manager, value: { value: '2f1c' } } },
    { shape: 'path manager, before 2020', operation: { op: 'Add', path: 'manager', value: '2f1c' } },
    { shape: 'path manager.value', operation: { op: 'Replace', path: `${manager}.value`, value: '2f1c' } },
    { shape: 'a dot after the URN', operation: { op: 'Add', path: `${enterprise}.manager`, value: { value: '2f1c' } } },
    {
      shape: 'a dot after the URN, and .value',
      operation: { op: 'Add', path: `${enterprise}.manager.value`, value: '2f1c' },
    },
    {
      shape: 'bare URN with an object',
      operation: { op: 'Add', path: enterprise, value: { manager: { value: '2f1c' } } },
    },
    { shape: 'capitalised names', operation: { op: 'Add', path: enterprise, value: { Manager: { Value: '2f1c' } } } },
    { shape: 'path-less', operation: { op: 'replace', value: { [manager]: '2f1c' } } },
    { shape: 'path-less container', operation: { op: 'replace', value: { [enterprise]: { manager: '2f1c' } } } },
    { shape: 'null $ref', operation: { op: 'Add', path: manager, value: [{ $ref: null, value: '2f1c' }] } },
  ])('$shape', ({ operation }) => {
    expect(patched(user(), [operation])).toEqual(set);
  });

  test('array with $ref', () => {
    const reference = 'https://example.com/scim/v2/Users/2f1c';
    expect(patched(user(), [{ op: 'Add', path: manager, value: [{ $ref: reference, value: '2f1c' }] }])).toEqual(
      user({ [enterprise]: { manager: { $ref: reference, value: '2f1c' } } }),
    );
  });

  test('a new id drops the $ref of the old one', () => {
    const before = user({ [enterprise]: { manager: { $ref: 'https://example.com/Users/old', value: 'old' } } });
    expect(patched(before, [{ op: 'Replace', path: manager, value: '2f1c' }])).toEqual(set);
  });

  test('the same id changes nothing', () => {
    expect(patch(set, [{ op: 'Add', path: manager, value: '2f1c' }]).doc).toBeUndefined();
  });
});

describe('manager: every shape clears it', () => {
  test.each<{ shape: string; operation: JsonObject }>([
    { shape: 'Remove', operation: { op: 'Remove', path: manager } },
    { shape: 'Remove .value', operation: { op: 'Remove', path: `${manager}.value` } },
    { shape: 'empty text', operation: { op: 'Replace', path: manager, value: '' } },
    { shape: 'Add of empty text', operation: { op: 'Add', path: manager, value: '' } },
    { shape: 'null', operation: { op: 'Replace', path: manager, value: null } },
    { shape: 'empty value', operation: { op: 'Replace', path: manager, value: { value: '' } } },
    { shape: 'null value', operation: { op: 'Replace', path: manager, value: { value: null } } },
    { shape: 'empty object', operation: { op: 'Replace', path: manager, value: {} } },
    { shape: 'empty text on .value', operation: { op: 'Replace', path: `${manager}.value`, value: '' } },
    { shape: 'path-less empty text', operation: { op: 'replace', value: { [manager]: '' } } },
  ])('$shape', ({ operation }) => {
    const before = user({
      [enterprise]: { department: 'R&D', manager: { value: '2f1c', $ref: 'https://x/Users/2f1c' } },
    });
    expect(patched(before, [operation])).toEqual(user({ [enterprise]: { department: 'R&D' } }));
    const alone = user({ [enterprise]: { manager: { value: '2f1c' } } });
    expect(patched(alone, [operation])).toEqual(user());
  });
});

describe('roles are stored as they are sent', () => {
  const json = '{"id":"18d14569","value":"Admin","displayName":"Admin"}';

  testPatches([
    {
      name: 'JSON in a text',
      before: {},
      operations: [{ op: 'Add', path: 'roles', value: [{ value: json }] }],
      after: { roles: [{ value: json }] },
    },
    {
      name: 'AssertiveAppRoleAssignmentsComplex replaces the list',
      before: { roles: [{ value: 'old', primary: false }] },
      operations: [
        { op: 'replace', path: 'roles', value: [{ primary: false, type: 'T', display: 'Admin', value: 'Admin' }] },
      ],
      after: { roles: [{ primary: false, type: 'T', display: 'Admin', value: 'Admin' }] },
    },
    {
      name: 'a capitalised sub-attribute and a boolean as text',
      before: {},
      operations: [{ op: 'Add', path: 'roles', value: [{ Primary: 'True', Value: 'Admin' }] }],
      after: { roles: [{ primary: true, value: 'Admin' }] },
    },
  ]);
});

describe("a customer's own extension", () => {
  const custom = 'urn:ietf:params:scim:schemas:extension:CustomName:2.0:User';

  testPatches([
    {
      name: 'an object is one attribute of a container that is there',
      before: { [custom]: { tag: 'x' } },
      operations: [{ op: 'Add', path: `${custom}:desk`, value: { floor: 4 } }],
      after: { [custom]: { tag: 'x', desk: { floor: 4 } } },
    },
    {
      name: 'one attribute by its URN',
      before: {},
      operations: [{ op: 'Add', path: `${custom}:tag`, value: 'x' }],
      after: { [custom]: { tag: 'x' } },
    },
    {
      name: 'in the case it is stored in',
      before: { [custom]: { tag: 'x' } },
      operations: [{ op: 'Replace', path: `${custom.toUpperCase()}:TAG`, value: 'y' }],
      after: { [custom]: { tag: 'y' } },
    },
    {
      name: 'as a container',
      before: { [custom]: { tag: 'x' } },
      operations: [{ op: 'add', value: { [custom]: { other: 'z' } } }],
      after: { [custom]: { tag: 'x', other: 'z' } },
    },
    {
      name: 'its last attribute goes with the container',
      before: { [custom]: { tag: 'x' } },
      operations: [{ op: 'Remove', path: `${custom}:tag` }],
      after: {},
    },
    {
      name: 'the container goes',
      before: { [custom]: { tag: 'x', other: 'z' } },
      operations: [{ op: 'Remove', path: custom }],
      after: {},
    },
    {
      name: 'null clears',
      before: { [custom]: { tag: 'x', other: 'z' } },
      operations: [{ op: 'replace', value: { [`${custom}:tag`]: null } }],
      after: { [custom]: { other: 'z' } },
    },
  ]);
});

const add = (value: JsonObject['value']) =>
  patch(group(), [{ op: 'Add', path: 'members', value: value as JsonObject }], groupResourceType);

describe('groups', () => {
  test('members are added from an array, one object or a bare id', () => {
    const added = [{ value: 'U1' }];
    expect(add([{ $ref: null, value: 'U1' }]).addMembers).toEqual(added);
    expect(add({ value: 'U1' }).addMembers).toEqual(added);
    expect(add('U1').addMembers).toEqual(added);
  });

  test('Remove with a value array removes those members only', () => {
    const result = patch(group(), [{ op: 'Remove', path: 'members', value: [{ value: 'U1' }] }], groupResourceType);
    expect(result).toMatchObject({ clearMembers: false, removeMembers: ['U1'], addMembers: [] });
  });

  test('the flag dialect names the member in a filter', () => {
    const result = patch(group(), [{ op: 'remove', path: 'members[value eq "U1"]' }], groupResourceType);
    expect(result).toMatchObject({ clearMembers: false, removeMembers: ['U1'], addMembers: [] });
  });

  test('a rename leaves the members alone', () => {
    const result = patch(group(), [{ op: 'Replace', path: 'displayName', value: 'G2' }], groupResourceType);
    expect(result).toEqual({
      doc: group({ displayName: 'G2' }),
      clearMembers: false,
      removeMembers: [],
      addMembers: [],
      notes: ['op: "Replace" read as replace'],
    });
  });
});

test('one request may remove, add and replace the same attribute', () => {
  const operations = [
    { op: 'Remove', path: 'externalId' },
    { op: 'Add', path: 'externalId', value: 'one' },
    { op: 'Replace', path: 'externalId', value: 'two' },
  ];
  expect(patched(user({ externalId: 'zero' }), operations)).toEqual(user({ externalId: 'two' }));
});

test('a misspelled attribute is skipped with a note, the rest is applied', () => {
  const result = patch(user(), [
    { op: 'Replace', path: 'dispalyName', value: 'x' },
    { op: 'Replace', path: `${enterprise}:deprtment`, value: 'x' },
    { op: 'Replace', path: 'title', value: 'VP' },
  ]);
  expect(result.doc).toEqual(user({ title: 'VP' }));
  expect(result.notes).toEqual([
    'op: "Replace" read as replace',
    'dispalyName: unknown attribute, operation 0 skipped',
    `${enterprise}:deprtment: unknown attribute, operation 1 skipped`,
  ]);
});
