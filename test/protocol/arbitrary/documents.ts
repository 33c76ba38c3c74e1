// Documents of a resource type, straight from its schema.
import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import type { Attribute, ResourceType } from '#main/protocol/schema/attribute.ts';
import { awkwardText, simpleValue } from './values.ts';

export interface DocumentOptions {
  readonly text?: fc.Arbitrary<string>;
  /** Only what a client may write and a validated document may hold: nothing empty, no value twice, one primary. */
  readonly valid?: boolean;
}

const isWritable = ({ mutability }: Attribute): boolean => mutability !== 'readOnly';

/** What a document holds: neither the members nor the memberships, which have rows, nor what is never returned. */
const documented = (type: ResourceType): readonly Attribute[] =>
  type.schema.attributes.filter(
    (attribute) => attribute.name !== type.membersAttribute && attribute.returned !== 'never' && isWritable(attribute),
  );

/** An object with any of the members; what is left out is not there at all. */
const someOf = (members: Record<string, fc.Arbitrary<JsonValue>>): fc.Arbitrary<JsonObject> =>
  fc.record(members, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<JsonObject>;

/** An object with any of the attributes, never an empty one when it has to be valid. */
export function anyOf(
  attributes: readonly Attribute[],
  value: (attribute: Attribute) => fc.Arbitrary<JsonValue>,
  { valid = false }: DocumentOptions,
): fc.Arbitrary<JsonObject> {
  const kept = valid ? attributes.filter(isWritable) : attributes;
  const object = someOf(Object.fromEntries(kept.map((attribute) => [attribute.name, value(attribute)])));
  return valid
    ? object.filter((made) => Object.values(made).some((part) => part !== '') && made['value'] !== '')
    : object;
}

/** What makes two values of a multi-valued attribute the same one (RFC 7643 §2.4), or the whole value without them. */
const identity = (value: JsonValue): string => {
  const { type, value: own } = value as JsonObject;
  return JSON.stringify(typeof own === 'string' ? [type ?? null, own] : value);
};

const onePrimary = (values: readonly JsonValue[]): readonly JsonValue[] => {
  const first = values.findIndex((value) => (value as JsonObject)['primary'] === true);
  return values.map((value, index) =>
    index > first && (value as JsonObject)['primary'] === true ? { ...(value as JsonObject), primary: false } : value,
  );
};

/** A value of the attribute: an array of one or more when it is multi-valued. */
export function attributeValue(attribute: Attribute, options: DocumentOptions = {}): fc.Arbitrary<JsonValue> {
  const single = elementValue(attribute, options);
  if (!attribute.multiValued) return single;
  if (options.valid !== true) return fc.array(single, { maxLength: 3 });
  return fc.uniqueArray(single, { minLength: 1, maxLength: 4, selector: identity }).map(onePrimary);
}

/** One value of the attribute, one element of it when it is multi-valued. */
export function elementValue(attribute: Attribute, options: DocumentOptions = {}): fc.Arbitrary<JsonValue> {
  const text = options.text ?? awkwardText;
  if (attribute.type !== 'complex') return simpleValue(attribute, text);
  return anyOf(attribute.subAttributes ?? [], (sub) => attributeValue(sub, options), options);
}

/** A document as it is stored; `schemas` names what it holds. */
export function documentOf(type: ResourceType, options: DocumentOptions = {}): fc.Arbitrary<JsonObject> {
  const value = (attribute: Attribute): fc.Arbitrary<JsonValue> => attributeValue(attribute, options);
  const text = options.text ?? awkwardText;
  const containers = type.extensions.map(({ schema }) =>
    fc.option(anyOf(schema.attributes, value, options), { nil: undefined }),
  );
  const required = documented(type).filter((attribute) => attribute.required);
  const always = fc.record(Object.fromEntries(required.map((attribute) => [attribute.name, value(attribute)])));
  const core = fc.record(Object.fromEntries(documented(type).map((attribute) => [attribute.name, value(attribute)])), {
    requiredKeys: [],
    noNullPrototype: true,
  });
  return fc
    .tuple(core, options.valid === true ? always : fc.constant({}), fc.option(text, { nil: undefined }), ...containers)
    .map(([attributes, needed, externalId, ...held]) => {
      const extensions = Object.fromEntries(
        type.extensions.flatMap(({ schema }, index) => {
          const container = held[index];
          return container === undefined ? [] : [[schema.id, container]];
        }),
      );
      return {
        schemas: [type.schema.id, ...Object.keys(extensions)],
        ...(externalId === undefined ? {} : { externalId }),
        ...attributes,
        ...needed,
        ...extensions,
      };
    });
}
