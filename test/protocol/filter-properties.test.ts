// What holds for every filter that is bound to a resource type.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import type { BoundFilter, Filter } from '#main/protocol/filter/ast.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import { propertyRuns } from '../property-runs.ts';
import { documentOf } from './arbitrary/documents.ts';
import { instrument } from './arbitrary/every-type.ts';
import { filter } from './arbitrary/filters.ts';
import { filterOf } from './arbitrary/typed-filters.ts';
import { scimErrorOf } from './patch-cases.ts';

const numRuns = propertyRuns(1_000, 20_000);
const timeout = 600_000;

const bound = (tree: Filter, type: ResourceType): BoundFilter => bindFilter(tree, type, createDeviations('lenient'));
/** Named by the schema or not, compared with what fits or not. */
const anyFilter = (type: ResourceType): fc.Arbitrary<Filter> => fc.oneof(filter, filterOf(type));

test.each([userResourceType, instrument])(
  'it is refused with nothing but 400 invalidFilter: $name',
  { timeout },
  (type) => {
    fc.assert(
      fc.property(anyFilter(type), (tree) => {
        const error = scimErrorOf(() => bound(tree, type));
        expect([undefined, 'invalidFilter']).toContain(error?.scimType);
      }),
      { numRuns },
    );
  },
);

test.each([userResourceType, instrument])('a resource fulfils it or its negation: $name', { timeout }, (type) => {
  const fitting = anyFilter(type).filter((tree) => scimErrorOf(() => bound(tree, type)) === undefined);
  fc.assert(
    fc.property(fitting, documentOf(type), (tree, resource) => {
      expect(evaluate(bound({ kind: 'not', operand: tree }, type), resource)).toBe(
        !evaluate(bound(tree, type), resource),
      );
    }),
    { numRuns },
  );
});
