import { expect, test } from 'vitest';
import { propertiesOf, toChange } from '#main/application/console/shown-change.ts';
import type { ChangeRecord } from '#main/application/ports/provisioning-log-store.ts';

const groupChange = (facts: Partial<ChangeRecord>): ChangeRecord => ({
  seq: 1,
  logSeq: 1,
  source: 'client',
  at: '2026-01-01T00:00:00.000Z',
  resourceType: 'Group',
  resourceId: 'analysts',
  action: 'addMember',
  membersAdded: [],
  membersRemoved: [],
  ...facts,
});

test('members that came and went are one property; a member without a name shows its id', () => {
  const record = groupChange({
    membersAdded: [{ value: '1', display: 'Ada' }, { value: '2' }],
    membersRemoved: [{ value: '3', display: 'Zed' }],
  });
  expect(propertiesOf(record)).toEqual([{ displayName: 'members', oldValue: 'Zed', newValue: 'Ada, 2' }]);
});

test('a delta of thousands names twenty members and counts the others', () => {
  const membersAdded = Array.from({ length: 10_000 }, (_, index) => ({ value: `m${index}` }));
  expect(propertiesOf(groupChange({ membersAdded }))[0]?.newValue).toMatch(/^m0, m1, .*m19 and 9,980 more$/);
});

test("a deleted group's change tells its member which group went, by the name it had", () => {
  const record = groupChange({
    action: 'delete',
    before: { displayName: 'Analysts' },
    membersRemoved: [{ value: 'ada' }],
  });
  expect(toChange(record, 'ada').modifiedProperties).toEqual([
    { displayName: 'groups', oldValue: 'Analysts', newValue: null },
  ]);
});
