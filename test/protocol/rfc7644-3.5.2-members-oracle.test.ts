// RFC 7644 §3.5.2 on a group's members, which are changed by deltas and not as a list: the deltas, applied in the order
// clear, remove, add, make the list that the operations make one after the other.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { patchOpMessage } from '#shared/scim/urn.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { createDeviations } from '#main/protocol/deviations.ts';
import { applyPatch, memberNeeds } from '#main/protocol/patch/apply-patch.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import { groupResourceType } from '#main/protocol/schema/resource-types.ts';
import { propertyRuns } from '../property-runs.ts';

/** The ids of the members, in order. */
type Members = readonly string[];

/** One operation, and what it does to the list; `groups` are the members that are groups. */
interface Step {
  readonly operation: JsonObject;
  readonly apply: (members: Members, groups: Members) => Members;
}

const id = fc.constantFrom('a', 'b', 'c', 'd', 'A');
const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 4 });
const asMembers = (values: Members): JsonObject[] => values.map((value) => ({ value }));

const added = (members: Members, values: Members): Members => [...new Set([...members, ...values])];
const without = (members: Members, values: Members): Members => members.filter((value) => !values.includes(value));

const step: fc.Arbitrary<Step> = fc.oneof(
  ids.map((values) => ({
    operation: { op: 'add', path: 'members', value: asMembers(values) },
    apply: (members: Members) => added(members, values),
  })),
  ids.map((values) => ({
    operation: { op: 'add', value: { members: asMembers(values) } },
    apply: (members: Members) => added(members, values),
  })),
  ids.map((values) => ({
    operation: { op: 'replace', path: 'members', value: asMembers(values) },
    apply: () => values,
  })),
  fc.constant({ operation: { op: 'remove', path: 'members' }, apply: () => [] }),
  fc.constant({ operation: { op: 'replace', path: 'members', value: [] }, apply: () => [] }),
  ids.map((values) => ({
    operation: { op: 'remove', path: `members[${values.map((value) => `value eq "${value}"`).join(' or ')}]` },
    apply: (members: Members) => without(members, values),
  })),
  // As Entra sends it: only those it lists go.
  ids.map((values) => ({
    operation: { op: 'remove', path: 'members', value: asMembers(values) },
    apply: (members: Members) => without(members, values),
  })),
  id.map((value) => ({
    operation: { op: 'remove', path: `members[value ne "${value}"]` },
    apply: (members: Members) => members.filter((member) => member === value),
  })),
  fc.constant({
    operation: { op: 'remove', path: 'members[type eq "group"]' },
    apply: without,
  }),
);

const start = fc.uniqueArray(fc.record({ value: id, type: fc.constantFrom('User', 'Group') }), {
  maxLength: 4,
  selector: ({ value }) => value,
});

const numRuns = propertyRuns(3_000, 100_000);
const doc = { schemas: [groupResourceType.schema.id], displayName: 'Tour Guides' };

test(`the members are those that ${numRuns} random PATCHes leave`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(start, fc.array(step, { minLength: 1, maxLength: 5 }), (members, steps) => {
      const deviations = createDeviations('lenient');
      const body = { schemas: [patchOpMessage], Operations: steps.map(({ operation }) => operation) };
      const operations = parsePatchOp(body, groupResourceType, deviations);
      const target = memberNeeds(operations) ? { doc, members } : { doc };
      const result = applyPatch(target, operations, groupResourceType, deviations);
      const before = members.map(({ value }) => value);
      const groups = members.filter(({ type }) => type === 'Group').map(({ value }) => value);
      const kept = without(result.clearMembers ? [] : before, result.removeMembers);
      const after = added(
        kept,
        result.addMembers.map(({ value }) => value),
      );
      const expected = steps.reduce<Members>((list, { apply }) => apply(list, groups), before);
      expect({ body, members: after.toSorted() }).toEqual({ body, members: expected.toSorted() });
      expect(result.doc).toBeUndefined();
    }),
    { numRuns },
  );
});
