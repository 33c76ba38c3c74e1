// RFC 7644 §3.4.2.2: evaluate() and a naive reading of the RFC agree on random filters over random resources of a type
// that has every attribute type.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import { commonAttributes } from '#main/protocol/schema/common-attributes.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { propertyRuns } from '../property-runs.ts';
import { documentOf } from './arbitrary/documents.ts';
import { instrument } from './arbitrary/every-type.ts';
import { filterOf } from './arbitrary/typed-filters.ts';
import { dateTimes } from './arbitrary/values.ts';
import { naiveEvaluate } from './naive/evaluate.ts';

const cases = propertyRuns(4_000, 30_000);

test.each([instrument, userResourceType, groupResourceType])(
  `evaluate() and the RFC read aloud agree on ${cases} random filters over random resources: $name`,
  { timeout: 1_200_000 },
  (type) => {
    let hits = 0;
    let decisions = 0;
    const deviations = createDeviations('lenient');
    const resource = fc
      .tuple(documentOf(type), fc.constantFrom('id-1', 'id-2', 'ID-1'), fc.constantFrom(...dateTimes))
      .map(([doc, id, at]) => ({ ...doc, id, meta: { resourceType: type.name, created: at, lastModified: at } }));
    const resources = fc.array(resource, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(filterOf(type), resources, (filter, documents) => {
        const text = printFilter(filter);
        const bound = bindFilter(parseFilter(text, deviations), type, deviations);
        for (const document of documents) {
          const fulfilled = naiveEvaluate(filter, document, type, commonAttributes);
          hits += fulfilled ? 1 : 0;
          decisions += 1;
          expect({ text, document, fulfilled: evaluate(bound, document) }).toEqual({ text, document, fulfilled });
        }
      }),
      { numRuns: cases },
    );
    // Filters that hit nobody, or everybody, prove little.
    expect(hits / decisions).toBeGreaterThan(0.1);
    expect(hits / decisions).toBeLessThan(0.9);
    // A date alone is no xsd:dateTime; nothing else of it is a deviation.
    expect(deviations.notes.filter((note) => !note.includes('2026-03-01'))).toEqual([]);
  },
);
