// RFC 7644 §3.5.2: applyPatch and a naive reading of the RFC agree on random operations on random resources.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { patchOpMessage } from '#shared/scim/urn.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { createDeviations } from '#main/protocol/deviations.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';
import { applyPatch } from '#main/protocol/patch/apply-patch.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { propertyRuns } from '../property-runs.ts';
import { documentOf } from './arbitrary/documents.ts';
import { instrument } from './arbitrary/every-type.ts';
import { operationOf, patchStep } from './arbitrary/patches.ts';
import { NaiveRefusal, naivePatch, NoMeaning, type PatchStep } from './naive/patch.ts';

const timeout = 1_200_000;
const types = [instrument, userResourceType, groupResourceType];

type Outcome = { readonly after: unknown } | { readonly refused: string | undefined } | { readonly meaningless: true };

/** No part of a document can be changed in place: a write throws a TypeError. */
function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

const engine = (doc: JsonObject, operations: readonly JsonObject[], type: ResourceType): JsonObject | undefined => {
  const deviations = createDeviations('lenient');
  const parsed = parsePatchOp({ schemas: [patchOpMessage], Operations: operations }, type, deviations);
  return applyPatch({ doc }, parsed, type, deviations).doc;
};

const outcomeOf = (run: () => unknown): Outcome => {
  try {
    return { after: run() };
  } catch (error) {
    if (error instanceof NoMeaning) return { meaningless: true };
    if (error instanceof ScimError || error instanceof NaiveRefusal) return { refused: error.scimType };
    throw error;
  }
};

const caseOf = (type: ResourceType, maxLength: number) =>
  fc.tuple(
    documentOf(type, { valid: true }).map(freeze),
    fc.array(patchStep(type), { minLength: 1, maxLength }).map(freeze<readonly PatchStep[]>),
    fc.constantFrom(undefined, type.schema.id),
  );

const cases = propertyRuns(2_500, 40_000);

test.each(types)(`applyPatch and the RFC read aloud agree on ${cases} random PATCHes: $name`, { timeout }, (type) => {
  const seen = { changed: 0, same: 0, refused: 0 };
  fc.assert(
    fc.property(caseOf(type, 4), ([doc, steps, coreUri]) => {
      const operations = steps.map((step) => operationOf(step, coreUri));
      const expected = outcomeOf(() => naivePatch(doc, steps, type));
      fc.pre(!('meaningless' in expected));
      const actual = outcomeOf(() => engine(doc, operations, type) ?? doc);
      expect({ doc, operations, ...actual }).toEqual({ doc, operations, ...expected });
      if ('refused' in actual) seen.refused += 1;
      else seen['after' in actual && actual.after === doc ? 'same' : 'changed'] += 1;
    }),
    { numRuns: cases },
  );
  // Mostly something happens; nothing and refusals happen too.
  expect(seen.changed).toBeGreaterThan(cases / 2);
  expect(seen.same).toBeGreaterThan(cases / 100);
});

const numRuns = propertyRuns(400, 10_000);

test.each(types)(
  '"SHALL be considered atomic": a later operation that fails undoes the earlier ones: $name',
  { timeout },
  (type) => {
    const failing: JsonObject[] = [
      { op: 'replace', path: 'id', value: 'other' },
      { op: 'add', path: 'meta.created', value: '2026-01-01T00:00:00Z' },
      { op: 'move', path: 'displayName' },
      { op: 'remove' },
      { op: 'replace', path: 'displayName[', value: 'x' },
    ];
    fc.assert(
      fc.property(caseOf(type, 3), fc.constantFrom(...failing), ([doc, steps], last) => {
        const before = JSON.stringify(doc);
        const { refused } = outcomeOf(() => engine(doc, [...steps.map((step) => operationOf(step)), last], type)) as {
          refused?: string;
        };
        expect(refused).toBeDefined();
        expect(JSON.stringify(doc)).toBe(before);
      }),
      { numRuns },
    );
  },
);

test.each(types)(
  '"If the value already exists, no changes SHALL be made": the same add again changes nothing: $name',
  { timeout },
  (type) => {
    // Not to set every value's primary: only one can have it, each time another.
    const add = patchStep(type).filter(
      ({ op, target }) => op === 'add' && target?.filter === undefined && target?.subAttribute?.name !== 'primary',
    );
    fc.assert(
      fc.property(documentOf(type, { valid: true }).map(freeze), add, (doc, step) => {
        const once = outcomeOf(() => engine(doc, [operationOf(step)], type) ?? doc);
        fc.pre('after' in once);
        expect(engine(freeze(once.after as JsonObject), [operationOf(step)], type)).toBeUndefined();
      }),
      { numRuns },
    );
  },
);

test.each(types)('to write what is there is no change, and says so: $name', { timeout }, (type) => {
  fc.assert(
    fc.property(documentOf(type, { valid: true }).map(freeze), fc.constantFrom('add', 'replace'), (doc, op) => {
      const { schemas: _computed, ...attributes } = doc;
      const whole = [{ op, value: attributes }];
      const each = Object.entries(attributes)
        .filter(([name]) => !name.includes(':'))
        .map(([path, value]) => ({ op, path, value }));
      for (const operations of [whole, each].filter(({ length }) => length > 0)) {
        expect(engine(doc, operations, type)).toBeUndefined();
      }
    }),
    { numRuns },
  );
});

test.each(types)(
  'what comes out of a PATCH is a valid document, which a PUT would not change: $name',
  { timeout },
  (type) => {
    fc.assert(
      fc.property(caseOf(type, 4), ([doc, steps]) => {
        const outcome = outcomeOf(
          () =>
            engine(
              doc,
              steps.map((step) => operationOf(step)),
              type,
            ) ?? doc,
        );
        fc.pre('after' in outcome);
        const current = outcome.after as JsonObject;
        const again = validateResource(current, type, { mode: 'replace', current }, createDeviations('lenient')).doc;
        // A default comes back when a PUT leaves it out; it is no part of what PATCH has to keep.
        expect({ ...again, ...type.defaults }).toEqual({ ...current, ...type.defaults });
      }),
      { numRuns },
    );
  },
);

const emails = (...values: readonly JsonObject[]): JsonObject => ({ schemas: [], userName: 'a', emails: values });

test('"setting the existing attribute to false": the value just made primary stays it, whatever else changes', () => {
  const doc = emails({ value: 'b' }, { value: 'a', primary: true });
  const value = [
    { value: 'a', display: 'A' },
    { value: 'b', primary: true },
  ];
  expect(engine(doc, [{ op: 'add', path: 'emails', value }], userResourceType)?.['emails']).toEqual([
    { value: 'b', primary: true },
    { value: 'a', primary: false, display: 'A' },
  ]);
});

test('"If the value already exists, no changes SHALL be made", in whatever order its sub-attributes come', () => {
  const doc = {
    schemas: [userResourceType.schema.id],
    userName: 'a',
    addresses: [{ locality: 'Bern', country: 'CH' }],
  };
  const add = { op: 'add', path: 'addresses', value: [{ country: 'CH', locality: 'Bern' }] };
  expect(engine(doc, [add], userResourceType)).toBeUndefined();
});

test('the same (type, value) is there once, also when two values lose what told them apart', () => {
  const doc = emails({ value: 'a', type: 'work' }, { value: 'a', type: 'home' });
  const remove = { op: 'remove', path: 'emails.type' };
  expect(engine(doc, [remove], userResourceType)?.['emails']).toEqual([{ value: 'a' }]);
});
