// RFC 7643 §6: "The 'ResourceType' schema specifies the metadata about a resource type". A tenant's own types are read from
// the document that /ResourceTypes publishes, and combined with the built-in ones.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { enterpriseUserSchema, groupSchema, userSchema } from '#shared/scim/urn.ts';
import { resourceTypeDocument } from '#main/protocol/message/resource-type-document.ts';
import { combineDefinitions } from '#main/protocol/schema/definitions/combine-definitions.ts';
import { DefinitionFault } from '#main/protocol/schema/definitions/definition-fault.ts';
import { parseResourceType } from '#main/protocol/schema/definitions/parse-resource-type.ts';
import { parseSchema } from '#main/protocol/schema/definitions/parse-schema.ts';
import { builtInResourceTypes } from '#main/protocol/schema/resource-type-set.ts';
import { groupResourceType, resourceTypes, userResourceType } from '#main/protocol/schema/resource-types.ts';

const deviceId = 'urn:example:params:scim:schemas:Device';
const assetId = 'urn:example:params:scim:schemas:extension:Asset';
const schemas = [deviceId, assetId].map((id) => parseSchema({ id, name: id, attributes: [{ name: 'label' }] }));
const device = { name: 'Device', endpoint: '/Devices', schema: deviceId };

const combine = (...types: readonly object[]) =>
  combineDefinitions({ schemas, resourceTypes: types.map((type) => parseResourceType(type as JsonObject)) });

function fault(run: () => unknown): DefinitionFault {
  try {
    run();
  } catch (error) {
    if (error instanceof DefinitionFault) return error;
    throw error;
  }
  throw new Error('It was not refused');
}
const refused = (...types: readonly object[]): string => fault(() => combine(...types)).message;

test('without declarations a tenant serves what is built in', () => {
  expect(combine()).toBe(builtInResourceTypes);
});

test('a declared type stands behind the built-in ones, found by name and endpoint in any case', () => {
  const extended = { ...device, description: 'A device', schemaExtensions: [{ schema: assetId, required: true }] };
  const set = combine(extended);
  expect(set.types.map(({ name }) => name)).toEqual(['User', 'Group', 'Device']);
  const type = set.find('/devices');
  expect(type).toBe(set.find('DEVICE'));
  expect(type).toEqual({
    name: 'Device',
    endpoint: '/Devices',
    description: 'A device',
    schema: schemas[0],
    extensions: [{ schema: schemas[1], required: true }],
  });
  expect(set.schemas.map(({ id }) => id)).toEqual(expect.arrayContaining([userSchema, groupSchema, deviceId, assetId]));
  expect(set.find('Users')).toBe(userResourceType);
  expect(set.groupType).toBe(groupResourceType);
});

test('the endpoint may come without its slash, and the schema in other case', () => {
  const type = combine({ ...device, endpoint: 'Devices', schema: deviceId.toUpperCase() }).find('Device');
  expect(type).toMatchObject({ endpoint: '/Devices', schema: { id: deviceId } });
});

test('a schema that no type uses is declared but not served', () => {
  expect(combine(device).schemas.map(({ id }) => id)).not.toContain(assetId);
});

describe('User and Group', () => {
  test('get the extensions that are added, behind their own', () => {
    const set = combine({ name: 'user', schemaExtensions: [{ schema: assetId }] });
    expect(set.find('User')).toEqual({
      ...userResourceType,
      extensions: [...userResourceType.extensions, { schema: schemas[1], required: false }],
    });
    expect(set.find('Group')).toBe(groupResourceType);
  });

  test.each(resourceTypes)('the published document of $name can be sent back', (type) => {
    const document = resourceTypeDocument(type, 'https://example.test/scim/v2');
    expect(combine(document).find(type.name)).toEqual(type);
  });

  test.each(['endpoint', 'description', 'schema'])('their %s cannot be changed', (member) => {
    const { kind, message } = fault(() => combine({ name: 'User', [member]: '/Else' }));
    expect(kind).toBe('conflict');
    expect(message).toContain(`The ${member} of User`);
  });

  test('a built-in extension stays, and stays as required as it is', () => {
    expect(combine({ name: 'User', schemaExtensions: [] }).find('User')?.extensions).toEqual(
      userResourceType.extensions,
    );
    const required = { name: 'User', schemaExtensions: [{ schema: enterpriseUserSchema, required: true }] };
    expect(refused(required)).toContain('its required is false and stays so');
  });
});

describe('what is refused', () => {
  test.each([
    [{ endpoint: '/Users' }, 'The endpoint /Users is taken by the resource type User'],
    [{ endpoint: '/GROUPS' }, 'taken by the resource type Group'],
    [{ endpoint: '/user' }, 'taken by the resource type User'],
    [{ name: 'Users' }, 'The name Users is taken'],
    [{ endpoint: '/Bulk' }, 'belongs to the SCIM protocol itself'],
    [{ endpoint: '/me' }, 'belongs to the SCIM protocol itself'],
    [{ endpoint: '/Schemas' }, 'belongs to the SCIM protocol itself'],
    [{ endpoint: '/ResourceTypes' }, 'belongs to the SCIM protocol itself'],
    [{ endpoint: '/ServiceProviderConfig' }, 'belongs to the SCIM protocol itself'],
    [{ endpoint: '/.search' }, 'belongs to the SCIM protocol itself'],
    [{ name: 'Schema' }, 'belongs to the SCIM protocol itself'],
    [{ endpoint: '/a/b' }, 'cannot be an endpoint'],
    [{ endpoint: '/a b' }, 'cannot be an endpoint'],
    [{ endpoint: '/' }, 'cannot be an endpoint'],
    [{ endpoint: 5 }, 'endpoint must be a text'],
    [{ name: 'My Device' }, 'cannot name a resource type'],
    [{ name: "D'or" }, 'cannot name a resource type'],
    [{ name: undefined }, 'name must be a text'],
    [{ schema: undefined }, 'schema must be a text'],
    [{ schema: `${deviceId}s` }, `Did you mean ${deviceId}?`],
    [{ schema: 'urn:else:where' }, 'Save the schema first'],
    [{ schema: userSchema }, 'is built in and has its resource type'],
    [{ schemaExtensions: [{ schema: 'urn:no:where' }] }, 'which this tenant does not have'],
    [{ schemaExtensions: [{ schema: deviceId }] }, 'is the schema of a resource type itself'],
    [{ schemaExtensions: [{ schema: userSchema }] }, 'is the schema of a resource type itself'],
    [{ schemaExtensions: [{ schema: assetId }, { schema: assetId.toUpperCase() }] }, 'is there twice'],
    [{ schemaExtensions: [{ schema: assetId, requird: true }] }, 'Did you mean required?'],
    [{ schemaExtensions: [{ schema: assetId, required: 'no' }] }, 'required must be true or false'],
    [{ schemaExtensions: assetId }, 'schemaExtensions must be an array of objects'],
    [{ extensions: [] }, 'has no member called "extensions"'],
  ])('%j', (change, said) => {
    expect(refused({ ...device, ...change })).toContain(said);
  });

  test('a name or endpoint of another type of the tenant', () => {
    const other = { ...device, name: 'Printer', endpoint: '/devices' };
    expect(refused(device, other)).toContain('The endpoint /devices is taken by the resource type Device at /Devices');
    expect(refused(device, { ...device, name: 'Devices', endpoint: '/Printers' })).toContain(
      'The name Devices is taken',
    );
  });
});
