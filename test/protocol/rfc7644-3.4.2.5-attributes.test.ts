// RFC 7644 §3.4.2.5 Attributes and §3.9 Attribute Notation. https://www.rfc-editor.org/rfc/rfc7644#section-3.9
import { describe, expect, test } from 'vitest';
import { attribute, type ResourceType } from '#main/protocol/schema/attribute.ts';
import { parseProjection, projectionNeeds } from '#main/protocol/schema/projection.ts';
import { project } from '#main/protocol/schema/project.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { core, enterprise, errorOf } from './patch-cases.ts';

const custom = 'urn:ietf:params:scim:schemas:extension:CustomName:2.0:User';
const resource = {
  id: '1',
  schemas: [core, enterprise, custom],
  userName: 'bjensen',
  name: { familyName: 'Jensen', givenName: 'Barbara' },
  emails: [{ type: 'work', value: 'a' }, { value: 'b' }],
  [enterprise]: { department: 'R&D', manager: { value: 'M', $ref: 'https://x/M' } },
  [custom]: { tag: 'x' },
  groups: [{ value: 'G', display: 'Guides' }],
  meta: { resourceType: 'User', version: 'W/"1"' },
};
const always = { id: '1', schemas: resource.schemas };

const only = (attributes: string) => project(resource, userResourceType, parseProjection(userResourceType, attributes));
const without = (excluded: string) =>
  project(resource, userResourceType, parseProjection(userResourceType, undefined, excluded));

describe('"attributes: a multi-valued list of strings indicating the names of resource attributes to return"', () => {
  test.each<[string, object]>([
    ['userName', { userName: 'bjensen' }],
    ['USERNAME, name.givenname', { userName: 'bjensen', name: { givenName: 'Barbara' } }],
    [`${core}:userName`, { userName: 'bjensen' }],
    [core, { userName: 'bjensen', name: resource.name, emails: resource.emails, groups: resource.groups }],
    ['name', { name: resource.name }],
    ['name.givenName,name', { name: resource.name }],
    ['emails.type', { emails: [{ type: 'work' }] }],
    ['emails.display', {}],
    [enterprise, { [enterprise]: { department: 'R&D', manager: { value: 'M', $ref: 'https://x/M' } } }],
    [`${enterprise}:department`, { [enterprise]: { department: 'R&D' } }],
    [`${enterprise}:manager.value`, { [enterprise]: { manager: { value: 'M' } } }],
    ['department', { [enterprise]: { department: 'R&D' } }],
    [custom.toLowerCase(), { [custom]: { tag: 'x' } }],
    ['meta.version', { meta: { version: 'W/"1"' } }],
    ['nosuch', {}],
    ['id', {}],
  ])('%s', (attributes, expected) => {
    expect(only(attributes)).toEqual({ ...always, ...expected });
  });
});

describe('"excludedAttributes: ... names of resource attributes to be removed from the default set"', () => {
  const { name: _name, ...noName } = resource;
  const { emails: _emails, ...noEmails } = resource;

  test('an attribute', () => {
    expect(without('name')).toEqual(noName);
    expect(without(`${core}:NAME`)).toEqual(noName);
  });

  test('a sub-attribute', () => {
    expect(without('name.givenName')).toEqual({ ...resource, name: { familyName: 'Jensen' } });
    expect(without('emails.value')).toEqual({ ...resource, emails: [{ type: 'work' }] });
    expect(without('emails.value,emails.type')).toEqual(noEmails);
  });

  test('an extension, one of its attributes, one without schema', () => {
    expect(Object.keys(without(enterprise))).not.toContain(enterprise);
    expect(without(`${enterprise}:department`)[enterprise]).toEqual({ manager: { value: 'M', $ref: 'https://x/M' } });
    expect(without(`${enterprise}:manager.$ref`)[enterprise]).toEqual({ department: 'R&D', manager: { value: 'M' } });
    expect(Object.keys(without(custom))).not.toContain(custom);
  });

  test('what is returned always is never excluded', () => {
    expect(without('id,schemas')).toEqual(resource);
  });
});

test('"These two parameters are mutually exclusive": 400 invalidValue', () => {
  expect(errorOf(() => parseProjection(userResourceType, 'userName', 'name'))).toMatchObject({
    status: 400,
    scimType: 'invalidValue',
  });
});

test('an empty parameter is none', () => {
  expect(parseProjection(userResourceType, '', ' , ')).toBeUndefined();
  expect(parseProjection(userResourceType, '', 'name')?.mode).toBe('exclude');
  expect(project(resource, userResourceType, undefined)).toBe(resource);
});

describe('members and memberships are read only when they are shown', () => {
  test.each<[string | undefined, string | undefined, boolean]>([
    [undefined, undefined, true],
    [undefined, 'members', false],
    [undefined, 'Members', false],
    [undefined, 'members.display', true],
    [undefined, 'displayName', true],
    ['members', undefined, true],
    ['members.value', undefined, true],
    ['displayName', undefined, false],
  ])('attributes=%s excludedAttributes=%s: %s', (attributes, excluded, members) => {
    const projection = parseProjection(groupResourceType, attributes, excluded);
    expect(projectionNeeds(projection, groupResourceType)).toEqual({ members, memberships: false });
  });

  test("a user's groups", () => {
    expect(projectionNeeds(undefined, userResourceType)).toEqual({ members: false, memberships: true });
    expect(projectionNeeds(parseProjection(userResourceType, 'userName'), userResourceType)).toEqual({
      members: false,
      memberships: false,
    });
  });
});

describe('RFC 7643 §2.2: the returned characteristic', () => {
  const vault: ResourceType = {
    name: 'Vault',
    endpoint: '/Vaults',
    description: 'Vault',
    extensions: [],
    schema: {
      id: 'urn:example:2.0:Vault',
      name: 'Vault',
      description: 'Vault',
      attributes: [
        attribute({ name: 'label', type: 'string', description: 'Label.' }),
        attribute({ name: 'history', type: 'string', returned: 'request', description: 'On request.' }),
        attribute({ name: 'secret', type: 'string', returned: 'never', description: 'Never.' }),
      ],
    },
  };
  const held = { id: '1', label: 'a', history: 'b', secret: 'c' };

  test('never is never returned, not even on request', () => {
    expect(project(held, vault, parseProjection(vault, 'secret'))).toEqual({ id: '1' });
  });

  test('request is returned only when asked for', () => {
    expect(project(held, vault, parseProjection(vault, 'history'))).toEqual({ id: '1', history: 'b' });
    expect(project(held, vault, parseProjection(vault, undefined, 'label'))).toEqual({ id: '1' });
  });
});
