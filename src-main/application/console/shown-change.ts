// A stored change as the console shows it: before and after become modified properties. Members are deltas, so they are
// one property whose old value names who went and whose new value names who came.
import type { Change, ModifiedProperty } from '#shared/console-api/provisioning-log.ts';
import { modifiedProperties } from '../../protocol/modified-properties.ts';
import type { ChangeRecord } from '../ports/provisioning-log-store.ts';

type Delta = ChangeRecord['membersAdded'];

/** A delta may hold thousands of members; a property names the first few and counts the rest. */
const namedMembers = 20;

function names(members: Delta): string | null {
  if (members.length === 0) return null;
  const named = members.slice(0, namedMembers).map(({ value, display }) => display ?? value);
  const more = members.length - named.length;
  return more === 0 ? named.join(', ') : `${named.join(', ')} and ${more.toLocaleString('en')} more`;
}

/** No attribute of the resource, and told like one. */
const roleProperty = ({ role }: ChangeRecord): ModifiedProperty[] =>
  role === undefined ? [] : [{ displayName: 'role', oldValue: role.from, newValue: role.to }];

/** What changed in the resource itself, its members included. */
export function propertiesOf(record: ChangeRecord): ModifiedProperty[] {
  const properties = [...modifiedProperties(record.before, record.after), ...roleProperty(record)];
  const oldValue = names(record.membersRemoved);
  const newValue = names(record.membersAdded);
  return oldValue === null && newValue === null
    ? properties
    : [...properties, { displayName: 'members', oldValue, newValue }];
}

/** What a group's change means for one of its members: they came into it or left it, whatever became of the group. */
function membershipOf(record: ChangeRecord, memberId: string): Pick<Change, 'action' | 'modifiedProperties'> {
  const named = record.after?.['displayName'] ?? record.before?.['displayName'];
  const group = typeof named === 'string' ? named : record.resourceId;
  const came = record.membersAdded.some(({ value }) => value === memberId);
  return {
    action: came ? 'addMember' : 'removeMember',
    modifiedProperties: [{ displayName: 'groups', oldValue: came ? null : group, newValue: came ? group : null }],
  };
}

/** A change in the history of the resource `ofId`; a group's change in a member's history tells of the membership. */
export const toChange = (record: ChangeRecord, ofId: string): Change => ({
  seq: record.seq,
  logSeq: record.logSeq,
  source: record.source,
  at: record.at,
  resourceType: record.resourceType,
  resourceId: record.resourceId,
  ...(record.resourceId === ofId
    ? { action: record.action, modifiedProperties: propertiesOf(record) }
    : membershipOf(record, ofId)),
});
