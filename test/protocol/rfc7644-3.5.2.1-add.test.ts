// RFC 7644 §3.5.2.1 Add Operation, https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2.1
import { describe, expect, test } from 'vitest';
import { groupResourceType } from '#main/protocol/schema/resource-types.ts';
import { enterprise, group, patch, testPatches, user } from './patch-cases.ts';

const work = { type: 'work', value: 'bjensen@example.com' };
const home = { type: 'home', value: 'babs@jensen.org' };

describe('"If omitted, the target location is assumed to be the resource itself."', () => {
  testPatches([
    {
      name: 'the members of the value are set',
      before: {},
      operations: [{ op: 'add', value: { emails: [home], nickName: 'Babs' } }],
      after: { emails: [home], nickName: 'Babs' },
    },
    {
      name: 'a complex member is merged into what is there',
      before: { name: { familyName: 'Jensen' } },
      operations: [{ op: 'add', value: { name: { givenName: 'Barbara' } } }],
      after: { name: { familyName: 'Jensen', givenName: 'Barbara' } },
    },
    {
      name: 'an extension comes under its URI, and its URI in schemas',
      before: {},
      operations: [{ op: 'add', value: { [enterprise]: { department: 'R&D', manager: { value: '26118915' } } } }],
      after: { [enterprise]: { department: 'R&D', manager: { value: '26118915' } } },
    },
  ]);
});

describe('"If the target location does not exist, the attribute and value are added."', () => {
  testPatches([
    {
      name: 'a simple attribute',
      before: {},
      operations: [{ op: 'add', path: 'title', value: 'VP' }],
      after: { title: 'VP' },
    },
    {
      name: 'a sub-attribute creates its complex attribute',
      before: {},
      operations: [{ op: 'add', path: 'name.givenName', value: 'Barbara' }],
      after: { name: { givenName: 'Barbara' } },
    },
    {
      name: 'an attribute of an extension creates its container',
      before: {},
      operations: [{ op: 'add', path: `${enterprise}:employeeNumber`, value: '701984' }],
      after: { [enterprise]: { employeeNumber: '701984' } },
    },
  ]);
});

describe('"If the target location specifies a complex attribute, a set of sub-attributes SHALL be specified"', () => {
  testPatches([
    {
      name: 'sub-attributes that are not sent stay',
      before: { name: { familyName: 'Jensen', middleName: 'Jane' } },
      operations: [{ op: 'add', path: 'name', value: { givenName: 'Barbara' } }],
      after: { name: { familyName: 'Jensen', middleName: 'Jane', givenName: 'Barbara' } },
    },
  ]);
});

describe('"If the target location specifies a multi-valued attribute, a new value is added to the attribute."', () => {
  testPatches([
    {
      name: 'an array of values is appended',
      before: { emails: [work] },
      operations: [{ op: 'add', path: 'emails', value: [home] }],
      after: { emails: [work, home] },
    },
    {
      name: 'one value without its array is appended too',
      before: { emails: [work] },
      operations: [{ op: 'add', path: 'emails', value: home }],
      after: { emails: [work, home] },
    },
    {
      name: 'several values of one type are allowed',
      before: { emails: [work] },
      operations: [{ op: 'add', path: 'emails', value: [{ type: 'work', value: 'b.jensen@example.com' }] }],
      after: { emails: [work, { type: 'work', value: 'b.jensen@example.com' }] },
    },
    {
      name: 'a new primary value takes the place of the old one',
      before: { emails: [{ ...work, primary: true }] },
      operations: [{ op: 'add', path: 'emails', value: [{ ...home, primary: true }] }],
      after: {
        emails: [
          { ...work, primary: false },
          { ...home, primary: true },
        ],
      },
    },
    {
      name: 'a value with the same type and value takes the other sub-attributes',
      before: { emails: [work, home] },
      operations: [{ op: 'add', path: 'emails', value: [{ ...work, primary: true }] }],
      after: { emails: [{ ...work, primary: true }, home] },
    },
  ]);
});

describe('"If the value already exists ... no changes SHOULD be made to the resource"', () => {
  testPatches([
    {
      name: 'only the value that is new is added, and the primary one stays',
      before: { emails: [{ ...work, primary: true }] },
      operations: [{ op: 'add', path: 'emails', value: [work, home] }],
      after: { emails: [{ ...work, primary: true }, home] },
    },
    {
      name: 'a multi-valued attribute',
      before: { emails: [work] },
      operations: [{ op: 'add', path: 'emails', value: [work] }],
      after: 'unchanged',
    },
    {
      name: 'a simple attribute',
      before: { title: 'VP' },
      operations: [{ op: 'add', path: 'title', value: 'VP' }],
      after: 'unchanged',
    },
    {
      name: 'a complex attribute, whatever the order of its members',
      before: { name: { familyName: 'Jensen', givenName: 'Barbara' } },
      operations: [{ op: 'add', path: 'name', value: { givenName: 'Barbara', familyName: 'Jensen' } }],
      after: 'unchanged',
    },
    {
      name: 'an extension',
      before: { [enterprise]: { department: 'R&D' } },
      operations: [{ op: 'add', value: { [`${enterprise}:department`]: 'R&D' } }],
      after: 'unchanged',
    },
    {
      name: 'null and an empty array add nothing',
      before: { emails: [work] },
      operations: [
        { op: 'add', path: 'emails', value: [] },
        { op: 'add', path: 'phoneNumbers', value: null },
      ],
      after: 'unchanged',
    },
  ]);
});

describe("the RFC's own examples", () => {
  test('a member is added to a group', () => {
    const babs = {
      display: 'Babs Jensen',
      $ref: 'https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646',
      value: '2819c223-7f76-453a-919d-413861904646',
    };
    const result = patch(group(), [{ op: 'add', path: 'members', value: [babs] }], groupResourceType);
    expect(result).toEqual({
      clearMembers: false,
      removeMembers: [],
      addMembers: [{ value: babs.value, display: 'Babs Jensen' }],
      notes: [],
    });
  });

  test('what is added keeps the place of what was there', () => {
    const result = patch(user({ title: 'VP', locale: 'en' }), [{ op: 'add', path: 'title', value: 'SVP' }]);
    expect(JSON.stringify(result.doc)).toBe(JSON.stringify(user({ title: 'SVP', locale: 'en' })));
  });
});
