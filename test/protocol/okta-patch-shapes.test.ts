// Okta's SCIM client (https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20/), and JumpCloud's and
// authentik's group shapes, which differ from it in one member each.
import { describe, expect, test } from 'vitest';
import { groupResourceType } from '#main/protocol/schema/resource-types.ts';
import { group, groupUri, patch, patched, user } from './patch-cases.ts';

describe('users', () => {
  test('deactivation is path-less', () => {
    expect(patched(user({ active: true }), [{ op: 'replace', value: { active: false } }])).toEqual(
      user({ active: false }),
    );
  });

  test('a password is accepted, never stored and never named', () => {
    const result = patch(user(), [{ op: 'replace', value: { password: 't1meMa$heen' } }]);
    expect(result.doc).toBeUndefined();
    expect(JSON.stringify(result)).not.toContain('t1me');
    expect(() => patch(user(), [{ op: 'replace', path: 'password', value: ['t1meMa$heen'] }])).toThrow(
      /^password takes one value, a string, but an array was sent\.$/,
    );
  });
});

describe('groups', () => {
  test('a rename carries the id, which is ignored', () => {
    const result = patch(group(), [{ op: 'replace', value: { id: 'G', displayName: 'y' } }], groupResourceType);
    expect(result.doc).toEqual(group({ displayName: 'y' }));
    expect(result.notes).toEqual(['id: read-only, ignored']);
  });

  test('removals and additions come mixed', () => {
    const operations = [
      { op: 'remove', path: 'members[value eq "U1"]' },
      { op: 'add', path: 'members', value: [{ value: 'U2', display: 'u2@x.io' }] },
    ];
    expect(patch(group(), operations, groupResourceType)).toEqual({
      clearMembers: false,
      removeMembers: ['U1'],
      addMembers: [{ value: 'U2', display: 'u2@x.io' }],
      notes: [],
    });
  });

  test('a full push replaces all members', () => {
    const operations = [{ op: 'replace', path: 'members', value: [{ value: 'U1' }, { value: 'U2' }] }];
    expect(patch(group(), operations, groupResourceType)).toMatchObject({
      clearMembers: true,
      removeMembers: [],
      addMembers: [{ value: 'U1' }, { value: 'U2' }],
    });
  });

  test('JumpCloud renames path-less without an id', () => {
    expect(patched(group(), [{ op: 'replace', value: { displayName: 'y' } }], groupResourceType)).toEqual(
      group({ displayName: 'y' }),
    );
  });

  test('authentik replaces the whole object path-less', () => {
    const value = {
      schemas: [groupUri],
      id: 'G',
      externalId: 'e',
      displayName: 'y',
      meta: { resourceType: 'Group' },
      members: [{ value: 'U1' }],
    };
    const result = patch(group(), [{ op: 'replace', value }], groupResourceType);
    expect(result.doc).toEqual(group({ externalId: 'e', displayName: 'y' }));
    expect(result).toMatchObject({ clearMembers: true, addMembers: [{ value: 'U1' }] });
  });

  test('a name of its own in an operation is ignored', () => {
    const operations = [{ name: 'addMember', op: 'add', path: 'members', value: [{ value: 'U1' }] }];
    expect(patch(group(), operations, groupResourceType).addMembers).toEqual([{ value: 'U1' }]);
  });
});
