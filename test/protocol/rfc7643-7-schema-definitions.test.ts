// RFC 7643 §7: "A 'Schema' resource … describes all attributes and their characteristics". What a tenant declares is read
// into the same structure the built-in schemas are written in.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { enterpriseUserSchema, groupSchema, schemaSchema, userSchema } from '#shared/scim/urn.ts';
import { schemaDocument } from '#main/protocol/message/schema-document.ts';
import type { Attribute, Schema } from '#main/protocol/schema/attribute.ts';
import { attribute } from '#main/protocol/schema/attribute.ts';
import { coreGroup } from '#main/protocol/schema/core-group.ts';
import { coreUser } from '#main/protocol/schema/core-user.ts';
import { DefinitionFault } from '#main/protocol/schema/definitions/definition-fault.ts';
import { misfitsOf } from '#main/protocol/schema/definitions/misfits.ts';
import { parseSchema } from '#main/protocol/schema/definitions/parse-schema.ts';
import { enterpriseUser } from '#main/protocol/schema/enterprise-user.ts';

const id = 'urn:example:params:scim:schemas:Device';
const document = (...attributes: readonly object[]): JsonObject =>
  ({ id, name: 'Device', attributes }) as unknown as JsonObject;
const parse = (...attributes: readonly object[]): readonly Attribute[] =>
  parseSchema(document(...attributes)).attributes;

function fault(sent: unknown): DefinitionFault {
  try {
    parseSchema(sent as JsonObject);
  } catch (error) {
    if (error instanceof DefinitionFault) return error;
    throw error;
  }
  throw new Error('It was not refused');
}
const refused = (...attributes: readonly object[]): string => fault(document(...attributes)).message;

/** What a stored document would no longer fit, in words. */
const rules = (doc: JsonObject, attributes: readonly object[], as: 'core' | 'extension' = 'core', required = false) =>
  misfitsOf(doc, { schema: parseSchema(document(...attributes)), as, required }).map(
    ({ rule, found }) => `${rule}: ${found}`,
  );

describe('RFC 7643 §2.2: what is left out has its default', () => {
  test('"required" is false, "canonicalValues" none, "caseExact" false, "mutability" readWrite, "returned" default, "uniqueness" none, "type" string', () => {
    expect(parse({ name: 'label' })).toEqual([attribute({ name: 'label', type: 'string', description: '' })]);
  });

  test('§2.3.6: a binary attribute is case exact', () => {
    expect(parse({ name: 'certificate', type: 'binary' })[0]).toMatchObject({ caseExact: true });
  });

  test('§7: a writeOnly attribute is never returned', () => {
    expect(parse({ name: 'pin', mutability: 'writeOnly' })[0]).toMatchObject({ returned: 'never' });
  });

  test('null and an empty array are left out (§2.5)', () => {
    const [label] = parse({ name: 'label', description: null, canonicalValues: [], subAttributes: null });
    expect(label).toEqual(attribute({ name: 'label', type: 'string', description: '' }));
  });
});

test('every characteristic of §7 is read as it is written', () => {
  const sub = { ...attribute({ name: 'value', type: 'integer', description: 'v' }), mutability: 'immutable' as const };
  const ref = attribute({ name: '$ref', type: 'reference', referenceTypes: ['User'], description: 'r' });
  const whole: Attribute = {
    name: 'parts',
    type: 'complex',
    multiValued: true,
    description: 'Parts',
    required: true,
    caseExact: true,
    mutability: 'immutable',
    returned: 'request',
    uniqueness: 'none',
    subAttributes: [sub, ref],
  };
  const word = attribute({
    name: 'os',
    type: 'string',
    description: '',
    uniqueness: 'global',
    canonicalValues: ['linux', 'windows'],
  });
  expect(parse(whole, word)).toEqual([whole, word]);
});

test.each([coreUser, coreGroup, enterpriseUser])(
  'the built-in schema $name, published and declared under another id, is the same schema',
  (schema) => {
    const published = { ...schemaDocument(schema, 'https://example.test/scim/v2'), id };
    expect(parseSchema(published)).toEqual({ ...schema, id } satisfies Schema);
  },
);

describe('the id', () => {
  test.each([
    'Device',
    'http://example.test/Device',
    'urn:example',
    'urn::Device',
    'urn:example:De vice',
    'urn:example:x"',
    'urn:example:x:',
    'urn:e:x[1]',
    `urn:example:${'x'.repeat(300)}`,
  ])('%j is no URN', (bad) => {
    expect(fault({ ...document({ name: 'a' }), id: bad })).toMatchObject({ kind: 'invalid' });
  });

  test('one that is missing or no text is said to be', () => {
    expect(fault({ ...document({ name: 'a' }), id: 7 }).message).toContain('id must be a text of 1 to 255 characters');
  });

  test.each([userSchema, groupSchema, enterpriseUserSchema, schemaSchema, userSchema.toUpperCase()])(
    '%s is built in and stays as the RFC has it',
    (taken) => {
      const { kind, message } = fault({ ...document({ name: 'a' }), id: taken });
      expect(kind).toBe('conflict');
      expect(message).toContain('built in');
    },
  );

  test('the namespace of messages is not for schemas', () => {
    const taken = 'urn:ietf:params:scim:api:messages:2.0:Mine';
    expect(fault({ ...document({ name: 'a' }), id: taken })).toMatchObject({ kind: 'conflict' });
  });
});

describe('attribute names', () => {
  test('§2.1: "Attribute names are case insensitive", so two that differ in case are one', () => {
    expect(refused({ name: 'serial' }, { name: 'Serial' })).toContain('"serial" and "Serial" are the same name');
    const twice = { name: 'a', type: 'complex', subAttributes: [{ name: 'x' }, { name: 'x' }] };
    expect(refused(twice)).toContain('"x" is there twice');
  });

  test.each(['1st', 'cost center', '_x', 'a.b', 'a:b', 'grün', '', '$ref', '-a', 'a'.repeat(101)])(
    '§2.1: %j is not ALPHA *(nameChar)',
    (name) => {
      expect(refused({ name })).toContain('is no attribute name');
    },
  );

  test('`$ref` is the name of a sub-attribute only (§2.4)', () => {
    const sub = { name: 'owner', type: 'complex', subAttributes: [{ name: '$ref', type: 'reference' }] };
    expect(parse(sub)[0]?.subAttributes?.[0]?.name).toBe('$ref');
  });

  test.each(['id', 'externalId', 'meta', 'schemas', 'ID'])('§3.1: every resource has %s already', (name) => {
    expect(refused({ name })).toContain('every resource has');
  });

  test.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', 'and', 'Or', 'not'])(
    '%j means something else already',
    (name) => {
      expect(refused({ name })).toContain('means something else already');
    },
  );

  test('__proto__ is no attribute name', () => {
    expect(fault(JSON.parse(`{"id":"${id}","name":"D","attributes":[{"name":"__proto__"}]}`)).message).toContain(
      'no attribute name',
    );
  });

  test('an attribute without a name is pointed at by its place', () => {
    expect(refused({ name: 'a' }, { type: 'string' })).toContain('attributes[1] has no name');
  });
});

describe('types and characteristics', () => {
  test.each([
    [{ type: 'text' }, 'type must be one of string, boolean, decimal, integer, dateTime, reference, binary, complex'],
    [{ type: 'datetime' }, 'Did you mean "dateTime"?'],
    [{ mutability: 'readonly' }, 'Did you mean "readOnly"?'],
    [{ returned: 'sometimes' }, 'returned must be one of default, always, request, never'],
    [{ uniqueness: true }, 'uniqueness must be one of none, server, global, but the boolean true was sent'],
    [{ required: 'yes' }, 'required must be true or false, but the text "yes" was sent'],
    [{ multiValued: 1 }, 'multiValued must be true or false'],
    [{ canonicalValues: [1, 2] }, 'canonicalValues must be an array of texts'],
    [{ canonicalValues: 'linux' }, 'canonicalValues must be an array of texts'],
    [{ description: 3 }, 'description must be a text'],
    [{ requierd: true }, 'has no member called "requierd". Did you mean required?'],
    [{ colour: 'red' }, 'has no member called "colour". It has name, type,'],
    [{ referenceTypes: ['User'] }, 'only the type reference has'],
    [{ subAttributes: [{ name: 'x' }] }, 'only the type complex has'],
    [{ subAttributes: 'x' }, 'subAttributes must be an array of objects'],
  ])('%j is refused: %s', (characteristics, said) => {
    const message = refused({ name: 'os', ...characteristics });
    expect(message).toContain('"os"');
    expect(message).toContain(said);
  });

  test('a complex attribute needs subAttributes', () => {
    expect(refused({ name: 'place', type: 'complex' })).toContain('needs subAttributes');
    expect(refused({ name: 'place', type: 'complex', subAttributes: [] })).toContain('needs subAttributes');
  });

  test('a sub-attribute takes one value', () => {
    const tags = { name: 'tags', multiValued: true };
    expect(refused({ name: 'parts', type: 'complex', multiValued: true, subAttributes: [tags] })).toContain(
      'Make it an attribute of its own',
    );
  });

  test('§2.3.8: "Complex attributes … SHALL NOT contain sub-attributes that have sub-attributes"', () => {
    const inner = { name: 'inner', type: 'complex', subAttributes: [{ name: 'x' }] };
    const message = refused({ name: 'outer', type: 'complex', subAttributes: [inner] });
    expect(message).toContain('"inner" of the attribute "outer"');
    expect(message).toContain('§2.3.8');
  });

  test.each([
    [{ required: true, mutability: 'readOnly' }, 'no client could send what is required'],
    [{ required: true, mutability: 'writeOnly' }, 'required and never returned'],
    [{ mutability: 'writeOnly', returned: 'default' }, 'writeOnly, so it is never returned'],
    [{ type: 'binary', uniqueness: 'server' }, 'which has no uniqueness'],
    [{ type: 'complex', uniqueness: 'server', subAttributes: [{ name: 'x' }] }, 'cannot be unique as a whole'],
  ])('%j can never be fulfilled', (characteristics, said) => {
    expect(refused({ name: 'a', ...characteristics })).toContain(said);
  });
});

describe('the document', () => {
  test.each([[null], ['text'], [[]]])('%j is no schema', (sent) => {
    expect(fault(sent).message).toContain('must be a JSON object');
  });

  test('without attributes it describes nothing', () => {
    expect(refused()).toContain('at least one attribute');
    expect(fault({ id, name: 'D', attributes: {} }).message).toContain('attributes must be an array of objects');
  });

  test('a member it does not have is a slip', () => {
    expect(fault({ ...document({ name: 'a' }), attribute: [] }).message).toContain('Did you mean attributes?');
  });

  test('more attributes than any schema needs are refused', () => {
    expect(refused(...Array.from({ length: 251 }, (_, index) => ({ name: `a${index}` })))).toContain(
      '250 is the limit',
    );
  });
});

describe('stored values and a schema that changes', () => {
  const serial = { name: 'serial' };

  test('what could have been sent under the schema fits', () => {
    const doc = {
      schemas: [id],
      externalId: 'x',
      'urn:example:other': { a: 1 },
      serial: 'S',
      tags: ['a'],
      part: { n: 1 },
    };
    const part = { name: 'part', type: 'complex', subAttributes: [{ name: 'n', type: 'integer' }] };
    expect(rules(doc, [serial, { name: 'tags', multiValued: true }, part])).toEqual([]);
    expect(rules({ schemas: [id], [id]: { serial: 'S' } }, [serial], 'extension', true)).toEqual([]);
    expect(rules({ schemas: [] }, [{ ...serial, required: true }], 'extension')).toEqual([]);
  });

  test.each([
    [{ serial: 'S' }, [{ name: 'other' }], 'the schema has no serial: it holds the text "S"'],
    [{ serial: 'S' }, [{ name: 'Serial' }], 'the schema spells it Serial, not serial (serial): it holds the text "S"'],
    [{ serial: 'S' }, [{ ...serial, type: 'integer' }], 'serial expects a whole number: it holds the text "S"'],
    [{ serial: 'True' }, [{ ...serial, type: 'boolean' }], 'serial expects true or false: it holds the text "True"'],
    [
      { serial: 'S' },
      [{ ...serial, multiValued: true }],
      'serial expects an array, each value a string: it holds the text "S"',
    ],
    [{ serial: ['S'] }, [serial], 'serial expects a string: it holds an array of 1 value'],
    [
      { serial: 'S' },
      [{ ...serial, mutability: 'writeOnly' }],
      'serial may never be returned, so no value is kept: it holds one',
    ],
    [{}, [{ ...serial, required: true }], 'serial is required: it has none'],
    [
      { part: { n: 1, m: 2 } },
      [{ name: 'part', type: 'complex', subAttributes: [{ name: 'n', type: 'integer' }] }],
      'part expects an object with n: it holds an object with n, m',
    ],
  ])('%j does not fit %j', (doc, attributes, said) => {
    expect(rules(doc, attributes)).toEqual([said]);
  });

  test('an extension that was kept before it was declared is judged by what it holds', () => {
    const stored = { schemas: [], [id.toUpperCase()]: { serial: 'S' } };
    expect(rules(stored, [serial], 'extension')).toEqual([
      `the schema's id is spelled ${id}: it holds values under ${id.toUpperCase()}`,
    ]);
    expect(rules({ schemas: [], [id]: { Serial: 'S' } }, [serial], 'extension')[0]).toContain('spells it serial');
    expect(rules({ schemas: [] }, [serial], 'extension', true)).toEqual([`${id} is required: it has none`]);
  });
});
