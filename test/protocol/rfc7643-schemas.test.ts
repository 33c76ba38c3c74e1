// RFC 7643 §4 and §8.7.1: the schemas, and RFC 7644 §4: how they are published.
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { listResponse } from '#main/protocol/message/list-response.ts';
import { resourceTypeDocument } from '#main/protocol/message/resource-type-document.ts';
import { schemaDocument } from '#main/protocol/message/schema-document.ts';
import { serviceProviderConfig } from '#main/protocol/message/service-provider-config.ts';
import type { Attribute } from '#main/protocol/schema/attribute.ts';
import { commonAttributes } from '#main/protocol/schema/common-attributes.ts';
import { coreGroup } from '#main/protocol/schema/core-group.ts';
import { coreUser } from '#main/protocol/schema/core-user.ts';
import { enterpriseUser } from '#main/protocol/schema/enterprise-user.ts';
import { attributesOf, findAttribute } from '#main/protocol/schema/registry.ts';
import { builtInResourceTypes } from '#main/protocol/schema/resource-type-set.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';

const baseUrl = 'https://example.com/default/scim/v2';
const names = (attributes: readonly Attribute[] = []): string => attributes.map(({ name }) => name).join(' ');
const of = (path: string): Attribute => {
  const [attribute = '', subAttribute] = path.split('.');
  const found = findAttribute(userResourceType, { attribute, ...(subAttribute === undefined ? {} : { subAttribute }) });
  const leaf = found?.subAttribute ?? found?.attribute;
  if (leaf === undefined) throw new Error(`no attribute ${path}`);
  return leaf;
};

describe('the attributes are those of the RFC', () => {
  test('User', () => {
    expect(names(coreUser.attributes)).toBe(
      'userName name displayName nickName profileUrl title userType preferredLanguage locale timezone active password emails phoneNumbers ims photos addresses groups entitlements roles x509Certificates',
    );
    expect(names(of('name').subAttributes)).toBe(
      'formatted familyName givenName middleName honorificPrefix honorificSuffix',
    );
    expect(names(of('addresses').subAttributes)).toBe(
      'formatted streetAddress locality region postalCode country type primary',
    );
    expect(names(of('emails').subAttributes)).toBe('value display type primary');
    expect(names(of('groups').subAttributes)).toBe('value $ref display type');
  });

  test('Enterprise User, Group and what is common', () => {
    expect(names(enterpriseUser.attributes)).toBe('employeeNumber costCenter organization division department manager');
    expect(names(coreGroup.attributes)).toBe('displayName members');
    expect(names(commonAttributes)).toBe('schemas id externalId meta');
    expect(names(attributesOf(groupResourceType))).toBe('schemas id externalId meta displayName members');
  });
});

describe('characteristics that behaviour depends on', () => {
  test.each<[string, Partial<Attribute>]>([
    ['userName', { required: true, caseExact: false, uniqueness: 'server' }],
    ['id', { caseExact: true, mutability: 'readOnly', returned: 'always' }],
    ['externalId', { caseExact: true, uniqueness: 'none' }],
    ['schemas', { returned: 'always', multiValued: true }],
    ['password', { mutability: 'writeOnly', returned: 'never' }],
    ['groups', { mutability: 'readOnly', multiValued: true }],
    ['meta', { mutability: 'readOnly' }],
    ['emails.value', { caseExact: false }],
    ['x509Certificates.value', { type: 'binary', caseExact: true }],
    ['active', { type: 'boolean' }],
    ['manager.value', { caseExact: true }],
    ['manager.displayName', { mutability: 'readOnly' }],
    ['emails.type', { canonicalValues: ['work', 'home', 'other'] }],
    ['phoneNumbers.type', { canonicalValues: ['work', 'home', 'mobile', 'fax', 'pager', 'other'] }],
    ['addresses.type', { canonicalValues: ['work', 'home', 'other'] }],
    ['ims.type', { canonicalValues: ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'] }],
    ['photos.type', { canonicalValues: ['photo', 'thumbnail'] }],
  ])('%s', (path, characteristics) => {
    expect(of(path)).toMatchObject(characteristics);
  });

  test('roles publish no canonical values, so that Entra asks for roles[primary eq "True"]', () => {
    expect(of('roles.type').canonicalValues).toBeUndefined();
  });
});

test('resource types are found by endpoint and by name, in any case', () => {
  expect(['Users', '/users', 'USER', 'User'].map((name) => builtInResourceTypes.find(name))).toEqual(
    Array(4).fill(userResourceType),
  );
  expect(builtInResourceTypes.find('groups')).toBe(groupResourceType);
  expect(builtInResourceTypes.find('Devices')).toBeUndefined();
});

describe('the discovery documents', () => {
  const schemas = [coreUser, coreGroup, enterpriseUser].map((schema) => schemaDocument(schema, baseUrl));
  const types = [userResourceType, groupResourceType].map((type) => resourceTypeDocument(type, baseUrl));

  test('none of them holds a null or an undefined member', () => {
    const empty = (value: JsonValue | undefined): boolean =>
      value === null || value === undefined || (typeof value === 'object' && Object.values(value).some(empty));
    expect([...schemas, ...types, serviceProviderConfig(baseUrl)].some(empty)).toBe(false);
  });

  test('a schema says where it is and all its characteristics', () => {
    const document = schemas[0] as JsonObject;
    expect(document).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
      id: 'urn:ietf:params:scim:schemas:core:2.0:User',
      name: 'User',
      meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/urn:ietf:params:scim:schemas:core:2.0:User` },
    });
    expect((document['attributes'] as JsonObject[])[0]).toEqual({
      name: 'userName',
      type: 'string',
      multiValued: false,
      description: 'The identifier the user signs in with, unique in the tenant whatever its case.',
      required: true,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'server',
    });
  });

  test('a resource type names its schemas', () => {
    expect(types).toEqual([
      {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
        id: 'User',
        name: 'User',
        endpoint: '/Users',
        description: 'User Account',
        schema: 'urn:ietf:params:scim:schemas:core:2.0:User',
        schemaExtensions: [{ schema: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', required: false }],
        meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/User` },
      },
      {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
        id: 'Group',
        name: 'Group',
        endpoint: '/Groups',
        description: 'Group',
        schema: 'urn:ietf:params:scim:schemas:core:2.0:Group',
        schemaExtensions: [],
        meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/Group` },
      },
    ]);
  });

  test('the configuration says what is supported, with the limits of bulk', () => {
    expect(serviceProviderConfig(baseUrl)).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 2 * 1024 * 1024 },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }],
    });
  });

  test('a list response counts with numbers and keeps an empty Resources', () => {
    expect(listResponse([])).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
    expect(listResponse([{ id: '1' }], { totalResults: 7, startIndex: 3 })).toMatchObject({
      totalResults: 7,
      startIndex: 3,
      itemsPerPage: 1,
    });
  });
});
