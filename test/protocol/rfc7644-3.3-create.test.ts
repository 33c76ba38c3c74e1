// RFC 7644 §3.3 Creating Resources: what of a body is stored. https://www.rfc-editor.org/rfc/rfc7644#section-3.3
import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { core, enterprise, errorOf, groupUri, lenient, user } from './patch-cases.ts';

/** A body without `schemas` is completed: what is missing there is the matter of one describe below. */
const create = (body: JsonValue, type = userResourceType, deviations = lenient()) => {
  const complete = isJsonObject(body) && !('schemas' in body) ? { schemas: schemasIn(body, type), ...body } : body;
  return { ...validateResource(complete, type, { mode: 'create' }, deviations), notes: deviations.notes };
};
const stored = (attributes: JsonObject): JsonObject => create({ userName: 'bjensen', active: true, ...attributes }).doc;
const having = (attributes: JsonObject): JsonObject => user({ active: true, ...attributes });

const schemasIn = (body: JsonObject, type: ResourceType): string[] => [
  type.schema.id,
  ...Object.keys(body).filter((name) => name.includes(':')),
];

describe("Entra's own example", () => {
  const body: JsonObject = {
    schemas: [core, enterprise],
    externalId: 'abell',
    userName: 'abell@x.io',
    active: true,
    emails: [{ primary: true, type: 'work', value: 'abell@x.io' }],
    meta: { resourceType: 'User' },
    name: { formatted: 'Ann Bell', familyName: 'Bell', givenName: 'Ann' },
    roles: [],
    title: null,
    addresses: null,
  };

  test('is stored as sent, without what says nothing', () => {
    const { doc, members, notes } = create(body);
    expect(doc).toEqual({
      schemas: [core],
      externalId: 'abell',
      userName: 'abell@x.io',
      active: true,
      emails: [{ primary: true, type: 'work', value: 'abell@x.io' }],
      name: { formatted: 'Ann Bell', familyName: 'Bell', givenName: 'Ann' },
    });
    expect(members).toBeUndefined();
    expect(notes).toEqual([]);
  });

  test('its text starts with schemas', () => {
    expect(JSON.stringify(create({ userName: 'a', schemas: [core] }).doc)).toBe(
      `{"schemas":["${core}"],"userName":"a","active":true}`,
    );
  });
});

describe('"Attributes whose mutability is \\"readOnly\\" ... SHALL be ignored."', () => {
  test('id, meta, groups and manager.displayName', () => {
    const body = { id: 'x', meta: 5, groups: 'none', [enterprise]: { manager: { value: 'm', displayName: 'Boss' } } };
    expect(stored(body)).toEqual(having({ [enterprise]: { manager: { value: 'm' } } }));
  });

  test('a password is checked for its type and not stored', () => {
    expect(stored({ password: 'secret' })).toEqual(having({}));
    expect(errorOf(() => stored({ password: 5 })).detail).toBe('password expects a string, but a number was sent.');
  });
});

describe('RFC 7643 §2.1: attribute names and schema URIs are case insensitive', () => {
  test('names are stored as the schema spells them', () => {
    const body = { UserName: 'a', ACTIVE: false, Emails: [{ Value: 'x', Primary: true }], NAME: { FAMILYNAME: 'B' } };
    expect(create(body).doc).toEqual({
      schemas: [core],
      userName: 'a',
      active: false,
      emails: [{ value: 'x', primary: true }],
      name: { familyName: 'B' },
    });
  });

  test('so is the URI of an extension', () => {
    expect(stored({ [enterprise.toUpperCase()]: { DEPARTMENT: 'R&D' } })).toEqual(
      having({ [enterprise]: { department: 'R&D' } }),
    );
  });
});

describe('RFC 7643 §2.5: null, an empty array and absence are the same', () => {
  test.each<[string, JsonObject]>([
    ['null', { title: null, emails: null, name: null, [enterprise]: null }],
    ['[]', { emails: [], [enterprise]: { manager: [] } }],
    ['{}', { name: {}, [enterprise]: {} }],
    [
      'nulls inside',
      { name: { givenName: null }, emails: [null, { value: null }], [enterprise]: { department: null } },
    ],
    ['an empty value of a complex attribute', { emails: [{ type: 'work', value: '' }], [enterprise]: { manager: '' } }],
  ])('%s', (_, body) => {
    expect(stored(body)).toEqual(having({}));
  });

  test('an empty text of a simple attribute is a value', () => {
    expect(stored({ title: '', name: { givenName: 'A', familyName: '' } })).toEqual(
      having({ title: '', name: { givenName: 'A', familyName: '' } }),
    );
  });
});

describe('booleans may come as text', () => {
  test.each(['False', 'false', 'FALSE'])('%s', (text) => {
    const { doc, notes } = create({ userName: 'a', active: text });
    expect(doc['active']).toBe(false);
    expect(notes).toEqual([`active: boolean sent as text "${text}", read as false`]);
  });

  test('also inside values', () => {
    expect(stored({ roles: [{ value: 'x', primary: 'True' }] })).toEqual(
      having({ roles: [{ value: 'x', primary: true }] }),
    );
  });

  test.each<JsonValue>(['yes', '', '1', 0, 1])('but %j is none', (value) => {
    const error = errorOf(() => stored({ active: value }));
    expect(error).toMatchObject({ status: 400, scimType: 'invalidValue', context: { path: 'active' } });
    expect(error.detail).toMatch(/^active expects true or false, but the (text|number) .* was sent\.$/);
  });
});

describe('scalars and objects stand for arrays and complex values', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'a text for a complex attribute',
      { [enterprise]: { manager: '2f1c' } },
      { [enterprise]: { manager: { value: '2f1c' } } },
    ],
    [
      'an array of one for a complex attribute',
      { [enterprise]: { manager: [{ value: '2f1c' }] } },
      { [enterprise]: { manager: { value: '2f1c' } } },
    ],
    ['an object for a multi-valued attribute', { emails: { value: 'x' } }, { emails: [{ value: 'x' }] }],
    ['texts for its values', { emails: ['x', 'y'] }, { emails: [{ value: 'x' }, { value: 'y' }] }],
  ])('%s', (_, body, attributes) => {
    expect(stored(body)).toEqual(having(attributes));
  });
});

describe('values of the wrong type are 400 invalidValue: attribute, what was sent, what was expected', () => {
  test.each<[JsonObject, string, string]>([
    [{ title: 5 }, 'title', 'title expects a string, but the number 5 was sent.'],
    [{ title: ['a'] }, 'title', 'title takes one value, a string, but an array of 1 value was sent.'],
    [{ title: { value: 'a' } }, 'title', 'title expects a string, but an object with value was sent.'],
    [{ active: [true, false] }, 'active', 'active takes one value, true or false, but an array of 2 values was sent.'],
    [
      { name: 'Ann' },
      'name',
      'name expects an object with formatted, familyName, givenName, middleName, honorificPrefix, honorificSuffix, but the text "Ann" was sent.',
    ],
    [{ name: { givenName: 5 } }, 'name.givenName', 'name.givenName expects a string, but the number 5 was sent.'],
    [{ emails: [{ value: true }] }, 'emails.value', 'emails.value expects a string, but the boolean true was sent.'],
    [
      { emails: [['x']] },
      'emails',
      'emails expects an object with value, display, type, primary, but an array of 1 value was sent.',
    ],
    [
      { [enterprise]: { manager: [{ value: 'a' }, { value: 'b' }] } },
      'manager',
      'manager takes one value, an object with value, $ref, displayName, but an array of 2 values was sent.',
    ],
    [{ [enterprise]: 'x' }, enterprise, `${enterprise} expects an object of attributes, but the text "x" was sent.`],
    [{ title: 'x'.repeat(100), locale: 1 }, 'locale', 'locale expects a string, but the number 1 was sent.'],
    [
      { userName: 'a\u0000b' },
      'userName',
      'userName holds a character that is not valid Unicode text (U+0000 or half a surrogate pair). Take it out.',
    ],
    [
      { title: '\ud800' },
      'title',
      'title holds a character that is not valid Unicode text (U+0000 or half a surrogate pair). Take it out.',
    ],
  ])('%j', (body, path, detail) => {
    const error = errorOf(() => stored(body));
    expect(error).toMatchObject({ status: 400, scimType: 'invalidValue', detail, context: { path } });
  });

  test.each<JsonValue>([null, 'text', 5, [], true])('a body that is %j is invalidSyntax', (body) => {
    expect(errorOf(() => create(body))).toMatchObject({ status: 400, scimType: 'invalidSyntax' });
  });
});

describe('RFC 7643 §2.2: required attributes', () => {
  test.each<JsonObject>([{}, { userName: null }, { userName: '' }, { userName: '  ' }])(
    'a user without userName: %j',
    (body) => {
      expect(errorOf(() => create(body))).toMatchObject({
        status: 400,
        scimType: 'invalidValue',
        detail: 'userName is required, but it was not sent or is empty. Send a User with a userName that is not empty.',
        context: { path: 'userName' },
      });
    },
  );

  test('a group without displayName', () => {
    expect(errorOf(() => create({ members: [] }, groupResourceType)).detail).toMatch(
      /^displayName is required, but it was not sent or is empty. Send a Group/,
    );
  });
});

describe('unknown attributes are left out with a note', () => {
  test('at the top, in a complex attribute, in a value, in an extension', () => {
    const body = {
      userName: 'a',
      active: true,
      dispalyName: 'x',
      name: { nick: 'x' },
      emails: [{ value: 'x', kind: 'y' }],
      [enterprise]: { desk: 4 },
    };
    const { doc, notes } = create(body);
    expect(doc).toEqual({ schemas: [core], userName: 'a', active: true, emails: [{ value: 'x' }] });
    expect(notes).toEqual([
      'dispalyName: unknown attribute, ignored',
      'name.nick: unknown sub-attribute, ignored',
      'emails.kind: unknown sub-attribute, ignored',
      `${enterprise}:desk: unknown attribute, ignored`,
    ]);
  });

  test('null for one is not worth a note', () => {
    expect(create({ userName: 'a', nosuch: null, name: { nosuch: null } }).notes).toEqual([]);
  });

  test('entries of schemas are never trusted: they are computed', () => {
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:extension:enterprise:2.0User', 'http://x', enterprise],
      userName: 'a',
    };
    expect(create(body)).toMatchObject({
      doc: { schemas: [core] },
      notes: [
        `schemas: ${core} is not listed`,
        'schemas: "urn:ietf:params:scim:schemas:extension:enterprise:2.0User" is no schema of a User, ignored',
        'schemas: "http://x" is no schema of a User, ignored',
      ],
    });
  });
});

describe('RFC 7643 §3.3: extensions', () => {
  const custom = 'urn:ietf:params:scim:schemas:extension:CustomName:2.0:User';

  test('one without schema is kept verbatim, whether schemas lists it or not', () => {
    const content = { Tag: 'x', Level: 3, Flags: [true, null], Deep: { a: { b: null } } };
    expect(stored({ schemas: [core], [custom]: content })).toEqual({ ...having({ [custom]: content }) });
  });

  test('its nulls and empty arrays go, and so does an empty one', () => {
    expect(stored({ [custom]: { a: null, b: [], c: 'x' } })).toEqual(having({ [custom]: { c: 'x' } }));
    expect(stored({ [custom]: { a: null } })).toEqual(having({}));
  });

  test('an attribute may carry its URI itself', () => {
    expect(stored({ [`${enterprise}:department`]: 'R&D' })).toEqual(having({ [enterprise]: { department: 'R&D' } }));
  });

  test('an attribute of an extension at the top is taken for it, with a note', () => {
    const { doc, notes } = create({ userName: 'a', active: true, department: 'R&D' });
    expect(doc[enterprise]).toEqual({ department: 'R&D' });
    expect(notes).toEqual([`department: sent outside of its schema's object, read as ${enterprise}:department`]);
  });

  test("the core schema's own URI as a container is the resource itself", () => {
    expect(stored({ [core]: { title: 'VP' } })).toEqual(having({ title: 'VP' }));
  });
});

test('a user is active unless the client says otherwise', () => {
  expect(create({ userName: 'a' }).doc['active']).toBe(true);
  expect(create({ userName: 'a', active: null }).doc['active']).toBe(true);
  expect(create({ userName: 'a', active: false }).doc['active']).toBe(false);
});

describe('groups', () => {
  test('members are no part of the document', () => {
    const body = {
      schemas: [groupUri, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: 'e',
      displayName: 'G',
      members: [
        { $ref: null, value: 'U1' },
        { Value: 'U2', type: 'User', display: 'Ann' },
        { value: 'U1' },
        { value: 'U3' },
      ],
    };
    expect(create(body, groupResourceType)).toEqual({
      doc: { schemas: [groupUri], externalId: 'e', displayName: 'G' },
      members: [{ value: 'U1' }, { value: 'U2', type: 'User', display: 'Ann' }, { value: 'U3' }],
      notes: [
        'schemas: "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group" is no schema of a Group, ignored',
      ],
    });
  });

  test.each<[JsonValue, unknown]>([
    [[], []],
    [null, []],
    [undefined as unknown as JsonValue, undefined],
  ])('members sent as %j', (sent, members) => {
    const body: Record<string, JsonValue> = { displayName: 'G' };
    if (sent !== undefined) body['members'] = sent;
    expect(create(body, groupResourceType).members).toEqual(members);
  });
});

test('a body is never changed', () => {
  const body = { userName: 'a', emails: { value: 'x' }, name: { givenName: null } };
  const before = JSON.stringify(body);
  create(body);
  expect(JSON.stringify(body)).toBe(before);
});
