// RFC 7644 §3.5.2.2 Remove Operation, https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2.2
import { describe, expect, test } from 'vitest';
import { groupResourceType } from '#main/protocol/schema/resource-types.ts';
import { enterprise, group, patch, testPatches, testRefusals } from './patch-cases.ts';

const work = { type: 'work', value: 'bjensen@example.com', primary: true };
const home = { type: 'home', value: 'babs@jensen.org' };

describe('"If \\"path\\" is unspecified, the operation fails with ... a \\"scimType\\" error code of \\"noTarget\\"."', () => {
  testRefusals([
    {
      name: 'no path',
      operations: [{ op: 'remove' }],
      scimType: 'noTarget',
      operationIndex: 0,
      detail: /operation 0 \(remove\) has no path/i,
    },
    {
      name: 'an empty path',
      operations: [{ op: 'remove', path: '' }],
      scimType: 'noTarget',
      operationIndex: 0,
      detail: /has no path/,
    },
  ]);
});

describe('"If the target location is a single-value attribute, the attribute and its associated value is removed"', () => {
  testPatches([
    { name: 'a simple one', before: { title: 'VP' }, operations: [{ op: 'remove', path: 'title' }], after: {} },
    {
      name: 'a complex one',
      before: { name: { givenName: 'B' } },
      operations: [{ op: 'remove', path: 'name' }],
      after: {},
    },
    {
      name: 'a sub-attribute',
      before: { name: { givenName: 'Barbara', familyName: 'Jensen' } },
      operations: [{ op: 'remove', path: 'name.givenName' }],
      after: { name: { familyName: 'Jensen' } },
    },
    {
      name: 'the last sub-attribute takes the complex attribute with it',
      before: { name: { givenName: 'Barbara' } },
      operations: [{ op: 'remove', path: 'name.givenName' }],
      after: {},
    },
    {
      name: 'the last attribute of an extension takes the container and its URI with it',
      before: { [enterprise]: { department: 'R&D' } },
      operations: [{ op: 'remove', path: `${enterprise}:department` }],
      after: {},
    },
    {
      name: 'a whole extension by its URI',
      before: { title: 'VP', [enterprise]: { department: 'R&D', division: 'North' } },
      operations: [{ op: 'remove', path: enterprise }],
      after: { title: 'VP' },
    },
  ]);
});

describe('"If the target location is a multi-valued attribute and no filter is specified, the attribute and all values are removed"', () => {
  testPatches([
    { name: 'all emails', before: { emails: [work, home] }, operations: [{ op: 'remove', path: 'emails' }], after: {} },
    {
      name: 'a sub-attribute of every value',
      before: {
        emails: [
          { ...work, display: 'Work' },
          { ...home, display: 'Home' },
        ],
      },
      operations: [{ op: 'remove', path: 'emails.display' }],
      after: { emails: [work, home] },
    },
  ]);

  testPatches([
    {
      name: 'a listed value must agree in everything it says',
      before: { emails: [work, home, { value: 'x' }] },
      operations: [
        {
          op: 'remove',
          path: 'emails',
          value: [{ type: 'home', value: work.value }, { type: 'HOME' }, 'x', { value: 'y' }],
        },
      ],
      after: { emails: [work] },
    },
    {
      name: 'an empty value array removes nothing',
      before: { emails: [work] },
      operations: [{ op: 'remove', path: 'emails', value: [] }],
      after: 'unchanged',
    },
    {
      name: 'a value array removes only what it lists',
      before: { emails: [work, home] },
      operations: [{ op: 'remove', path: 'emails', value: [{ value: 'BJENSEN@example.com' }] }],
      after: { emails: [home] },
    },
  ]);
});

describe('"If the target location is a multi-valued attribute and a complex filter is specified ..., the values matched by the filter are removed."', () => {
  testPatches([
    {
      name: 'the matching value',
      before: { emails: [work, home] },
      operations: [{ op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' }],
      after: { emails: [home] },
    },
    {
      name: '"If no other values remain after removal of the selected values, the multi-valued attribute SHALL be considered unassigned."',
      before: { emails: [work] },
      operations: [{ op: 'remove', path: 'emails[type eq "work"]' }],
      after: {},
    },
    {
      name: 'a sub-attribute of the matching value',
      before: { emails: [work, home] },
      operations: [{ op: 'remove', path: 'emails[type eq "work"].primary' }],
      after: { emails: [{ type: 'work', value: 'bjensen@example.com' }, home] },
    },
    {
      name: 'an element of which only its labels are left goes as a whole',
      before: { emails: [work, home] },
      operations: [{ op: 'remove', path: 'emails[type eq "work"].value' }],
      after: { emails: [home] },
    },
  ]);
});

describe('what is not there is removed already', () => {
  testPatches([
    { name: 'an absent attribute', before: {}, operations: [{ op: 'remove', path: 'title' }], after: 'unchanged' },
    {
      name: 'an absent sub-attribute',
      before: {},
      operations: [{ op: 'remove', path: 'name.givenName' }],
      after: 'unchanged',
    },
    { name: 'an absent extension', before: {}, operations: [{ op: 'remove', path: enterprise }], after: 'unchanged' },
    {
      name: 'a filter without a match',
      before: { emails: [home] },
      operations: [
        { op: 'remove', path: 'emails[type eq "work"]' },
        { op: 'remove', path: 'emails[type eq "work"].value' },
      ],
      after: 'unchanged',
    },
  ]);
});

describe('"If an attribute is removed or becomes unassigned and is defined as a required attribute or a read-only attribute, the server SHALL return ... \\"mutability\\""', () => {
  testRefusals([
    {
      name: 'a required attribute',
      operations: [
        { op: 'replace', path: 'title', value: 'VP' },
        { op: 'remove', path: 'userName' },
      ],
      scimType: 'mutability',
      operationIndex: 1,
      detail: /userName is required/,
    },
    {
      name: 'a required attribute that is emptied',
      operations: [{ op: 'replace', path: 'USERNAME', value: ' ' }],
      scimType: 'mutability',
      operationIndex: 0,
      detail: /userName is required/,
    },
    {
      name: 'a read-only attribute',
      operations: [{ op: 'remove', path: 'groups' }],
      scimType: 'mutability',
      operationIndex: 0,
      detail: /groups is read-only/,
    },
    {
      name: 'a read-only sub-attribute',
      operations: [{ op: 'remove', path: `${enterprise}:manager.displayName` }],
      scimType: 'mutability',
      operationIndex: 0,
      detail: /manager\.displayName is read-only/,
    },
    {
      name: 'the core schema',
      operations: [{ op: 'remove', path: 'urn:ietf:params:scim:schemas:core:2.0:User' }],
      scimType: 'mutability',
      operationIndex: 0,
      detail: /core schema/,
    },
  ]);

  testPatches([
    {
      name: 'it is checked after the last operation: removed and added again is fine',
      before: { title: 'VP' },
      operations: [
        { op: 'remove', path: 'userName' },
        { op: 'add', path: 'userName', value: 'babs' },
      ],
      after: { title: 'VP', userName: 'babs' },
    },
  ]);
});

describe("the RFC's own examples, on a group's members", () => {
  const id = '2819c223-7f76-453a-919d-413861904646';

  test('"Remove a single member from a group"', () => {
    const result = patch(group(), [{ op: 'remove', path: `members[value eq "${id}"]` }], groupResourceType);
    expect(result).toEqual({ clearMembers: false, removeMembers: [id], addMembers: [], notes: [] });
  });

  test('"Remove all members of a group"', () => {
    const result = patch(group(), [{ op: 'remove', path: 'members' }], groupResourceType);
    expect(result).toEqual({ clearMembers: true, removeMembers: [], addMembers: [], notes: [] });
  });
});
