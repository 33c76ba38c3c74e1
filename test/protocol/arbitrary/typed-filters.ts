// Filters that fit a resource type: its names, its operators (RFC 7644 §3.4.2.2), literals of the attribute's type.
import * as fc from 'fast-check';
import type { CompareOperator, Filter, Literal } from '#main/protocol/filter/ast.ts';
import type { Attribute, ResourceType } from '#main/protocol/schema/attribute.ts';
import type { AttributeType } from '#shared/scim/characteristics.ts';
import { commonAttributes } from '#main/protocol/schema/common-attributes.ts';
import { awkwardText, simpleValue } from './values.ts';

type Present = Extract<Filter, { kind: 'present' }>;

const equality = ['eq', 'ne'] as const;
const order = ['gt', 'ge', 'lt', 'le'] as const;
const parts = ['co', 'sw', 'ew'] as const;

/** "Boolean and Binary attributes SHALL cause a failed response" for gt, ge, lt, le; only text has parts. */
const operators: Readonly<Record<AttributeType, readonly CompareOperator[]>> = {
  string: [...equality, ...parts, ...order],
  reference: [...equality, ...parts, ...order],
  binary: [...equality, ...parts],
  boolean: equality,
  integer: [...equality, ...order],
  decimal: [...equality, ...order],
  dateTime: [...equality, ...order],
  complex: [],
};

/** meta.location and `$ref` depend on the address a client uses: nothing of them is stored. */
const isStored = (attribute: Attribute): boolean =>
  attribute.returned !== 'never' && attribute.name !== '$ref' && attribute.name !== 'location';

const leafOf = (present: Present, attribute: Attribute, text: fc.Arbitrary<string>): fc.Arbitrary<Filter> => {
  const { path } = present;
  const alone = fc.constant(present);
  if (attribute.type === 'complex') return alone;
  return fc.oneof(
    { weight: 1, arbitrary: alone },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constant(path),
        operator: fc.constantFrom(...operators[attribute.type]),
        value: simpleValue(attribute, text) as fc.Arbitrary<Literal>,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constant(path),
        operator: fc.constantFrom(...equality),
        value: fc.constant(null),
      }),
    },
  );
};

/** `and`, `or` and `not` of the leaves. */
export const treeOf = (leaves: fc.Arbitrary<Filter>, maxDepth: number): fc.Arbitrary<Filter> =>
  fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth, withCrossShrink: true },
      leaves,
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
      fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
    ),
  })).tree;

/** What stands in the brackets after a multi-valued complex attribute. */
export const valueFilterOf = (attribute: Attribute, text = awkwardText): fc.Arbitrary<Filter> =>
  treeOf(
    fc.oneof(
      ...(attribute.subAttributes ?? [])
        .filter(isStored)
        .map((sub) => leafOf({ kind: 'present', path: { attribute: sub.name } }, sub, text)),
    ),
    2,
  );

const leavesOf = (
  attributes: readonly Attribute[],
  text: fc.Arbitrary<string>,
  schema?: string,
): readonly fc.Arbitrary<Filter>[] =>
  attributes.filter(isStored).flatMap((attribute) => {
    const base = { attribute: attribute.name, ...(schema === undefined ? {} : { schema }) };
    const own = leafOf({ kind: 'present', path: base }, attribute, text);
    if (attribute.type !== 'complex') return [own];
    const subs = (attribute.subAttributes ?? [])
      .filter(isStored)
      .map((sub) => leafOf({ kind: 'present', path: { ...base, subAttribute: sub.name } }, sub, text));
    if (!attribute.multiValued) return [own, ...subs];
    const inner = valueFilterOf(attribute, text);
    return [own, ...subs, inner.map((filter): Filter => ({ kind: 'valuePath', path: base, filter }))];
  });

/** Any filter over the common, core and extension attributes of the type. */
export const filterOf = (type: ResourceType, text = awkwardText): fc.Arbitrary<Filter> =>
  treeOf(
    fc.oneof(
      ...leavesOf([...commonAttributes, ...type.schema.attributes], text),
      ...type.extensions.flatMap(({ schema }) => leavesOf(schema.attributes, text, schema.id)),
    ),
    3,
  );
