// PATCH operations as RFC 7644 §3.5.2 describes them, over every kind of attribute of a resource type.
import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import type { Filter } from '#main/protocol/filter/ast.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import type { Attribute, ResourceType } from '#main/protocol/schema/attribute.ts';
import type { PatchStep, PatchTarget } from '../naive/patch.ts';
import { anyOf, attributeValue, elementValue } from './documents.ts';
import { valueFilterOf } from './typed-filters.ts';
import { simpleValue } from './values.ts';

const valid = { valid: true } as const;

interface Place {
  readonly extension?: string;
  readonly attribute: Attribute;
}

/** What an operation may write: neither members nor what is never kept. */
const placesOf = (type: ResourceType): readonly Place[] => [
  ...type.schema.attributes
    .filter(
      ({ name, returned, mutability }) =>
        name !== type.membersAttribute && returned !== 'never' && mutability !== 'readOnly',
    )
    .map((attribute) => ({ attribute })),
  ...type.extensions.flatMap(({ schema }) =>
    schema.attributes.map((attribute) => ({ extension: schema.id, attribute })),
  ),
];

const subAttributesOf = (attribute: Attribute): readonly Attribute[] =>
  (attribute.subAttributes ?? []).filter(({ mutability }) => mutability !== 'readOnly');

/** `type eq "work"` and the like, which say what a value must be. */
const equalities = (attribute: Attribute): fc.Arbitrary<Filter> => {
  const one = fc.oneof(
    ...subAttributesOf(attribute).map((sub) =>
      simpleValue(sub).map((value): Filter => ({
        kind: 'compare',
        path: { attribute: sub.name },
        operator: 'eq',
        value: value as string,
      })),
    ),
  );
  return fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 1, arbitrary: fc.tuple(one, one).map(([left, right]): Filter => ({ kind: 'and', left, right })) },
  );
};

/** Operations on one target, or on one of its values when there is a filter to choose them. */
const stepsOn = (
  target: PatchTarget,
  filter: fc.Arbitrary<Filter> | undefined,
  value: fc.Arbitrary<JsonValue>,
): fc.Arbitrary<PatchStep> => {
  const selected: fc.Arbitrary<PatchTarget> =
    filter === undefined ? fc.constant(target) : filter.map((selection) => ({ ...target, filter: selection }));
  return fc.oneof(
    { weight: 2, arbitrary: fc.record({ op: fc.constant('remove' as const), target: selected }) },
    {
      weight: 4,
      arbitrary: fc.record({ op: fc.constantFrom('add' as const, 'replace' as const), target: selected, value }),
    },
    // "unassigned": null, and for several values [].
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constant('replace' as const), target: selected, value: cleared(target) }),
    },
  );
};

const cleared = ({ attribute, subAttribute }: PatchTarget): fc.Arbitrary<JsonValue> =>
  attribute.multiValued && subAttribute === undefined ? fc.constantFrom<JsonValue>(null, []) : fc.constant(null);

/** Every form of path that leads to the attribute or into it. */
const stepsAt = (place: Place): readonly fc.MaybeWeightedArbitrary<PatchStep>[] => {
  const { attribute } = place;
  const whole = { weight: 3, arbitrary: stepsOn(place, undefined, attributeValue(attribute, valid)) };
  if (attribute.type !== 'complex') return [whole];
  const filter = attribute.multiValued
    ? fc.oneof({ weight: 2, arbitrary: equalities(attribute) }, { weight: 1, arbitrary: valueFilterOf(attribute) })
    : undefined;
  const subs = subAttributesOf(attribute).flatMap((subAttribute) => {
    const target = { ...place, subAttribute };
    const every = { weight: 1, arbitrary: stepsOn(target, undefined, simpleValue(subAttribute)) };
    if (filter === undefined) return [every];
    return [every, { weight: 2, arbitrary: stepsOn(target, filter, simpleValue(subAttribute)) }];
  });
  if (filter === undefined) return [whole, ...subs];
  return [whole, { weight: 3, arbitrary: stepsOn(place, filter, elementValue(attribute, valid)) }, ...subs];
};

const withPath = (type: ResourceType): fc.Arbitrary<PatchStep> =>
  fc.oneof(...placesOf(type).map((place) => fc.oneof(...stepsAt(place))));

/** "path" omitted: some attributes of the resource, an extension's in an object of their own. */
const withoutPath = (type: ResourceType): fc.Arbitrary<PatchStep> => {
  const places = placesOf(type);
  const core = places.filter(({ extension }) => extension === undefined).map(({ attribute }) => attribute);
  const value = (attribute: Attribute): fc.Arbitrary<JsonValue> => attributeValue(attribute, valid);
  const containers = type.extensions.map(({ schema }) =>
    fc.option(
      anyOf(schema.attributes, value, valid).map((held): JsonObject => ({ [schema.id]: held })),
      { nil: {} },
    ),
  );
  return fc
    .tuple(fc.constantFrom('add' as const, 'replace' as const), anyOf(core, value, valid), ...containers)
    .map(([op, attributes, ...extensions]) => ({
      op,
      value: Object.assign({}, attributes, ...extensions) as JsonObject,
    }));
};

/** Any operation a client that follows the RFC may send. */
export const patchStep = (type: ResourceType): fc.Arbitrary<PatchStep> =>
  fc.oneof({ weight: 5, arbitrary: withPath(type) }, { weight: 1, arbitrary: withoutPath(type) });

/** The path as text; the core schema's attributes may have their URI too. */
export function pathText({ extension, attribute, filter, subAttribute }: PatchTarget, coreUri?: string): string {
  const uri = extension ?? coreUri;
  return [
    uri === undefined ? '' : `${uri}:`,
    attribute.name,
    filter === undefined ? '' : `[${printFilter(filter)}]`,
    subAttribute === undefined ? '' : `.${subAttribute.name}`,
  ].join('');
}

/** As a client sends it. */
export const operationOf = ({ op, target, value }: PatchStep, coreUri?: string): JsonObject => ({
  op,
  ...(target === undefined ? {} : { path: pathText(target, coreUri) }),
  ...(value === undefined ? {} : { value: value as JsonValue }),
});
