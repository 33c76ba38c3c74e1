// What a write did, in the log's words: the action, the attributes that changed, and the line the board shows.
import type { LastChange } from '#shared/console-api/users.ts';
import type { ModifiedProperty, ProvisioningAction } from '#shared/console-api/provisioning-log.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { shownName } from '#shared/scim/shown-name.ts';
import { modifiedProperties, shortName } from '../../protocol/modified-properties.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { WriteOutcome } from '../ports/resource-store.ts';
import { clip, textCharacters } from './row-limits.ts';

/** A write in the words of the log and the board. */
export interface WriteDescription {
  readonly provisioningAction: ProvisioningAction;
  readonly targetName: string | undefined;
  readonly changedAttributes: readonly string[];
  /** Absent when nothing changed. */
  readonly lastChange: LastChange | undefined;
}

/** The documents around a write; `before` is absent for a create, `after` for a delete. */
export interface Documents {
  readonly before?: JsonObject | undefined;
  readonly after?: JsonObject | undefined;
}

function actionOf(
  { before, after }: Documents,
  properties: readonly ModifiedProperty[],
  { membersAdded, membersRemoved }: WriteOutcome,
): ProvisioningAction {
  if (before === undefined) return 'create';
  if (after === undefined) return 'delete';
  // No `active` means active (RFC 7643 §4.1.1).
  const wasActive = before['active'] !== false;
  const isActive = after['active'] !== false;
  if (wasActive !== isActive) return isActive ? 'enable' : 'disable';
  if (properties.length > 0 || membersAdded.length > 0 === membersRemoved.length > 0) return 'update';
  return membersAdded.length > 0 ? 'addMember' : 'removeMember';
}

function memberProperty(name: string, { membersAdded, membersRemoved }: WriteOutcome): ModifiedProperty | undefined {
  if (membersAdded.length === 0 && membersRemoved.length === 0) return undefined;
  return { displayName: name, oldValue: membersRemoved[0] ?? null, newValue: membersAdded[0] ?? null };
}

/** What the board says of several changes at once: the one an admin would tell first. */
const tellingFirst = ['active', 'displayName', 'userName', 'title', 'department', 'manager.value'];

const shown = (properties: readonly ModifiedProperty[]): ModifiedProperty | undefined =>
  tellingFirst
    .map((name) => properties.find(({ displayName }) => shortName(displayName) === name))
    .find((property) => property !== undefined) ?? properties[0];

const clipped = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : clip(value, textCharacters);

/** What changed beside the resource, named like its attributes. */
const besides = ({ person }: WriteOutcome): readonly string[] => [
  ...(person?.role === undefined && person?.byHand === undefined ? [] : ['role']),
  ...(person?.notes === undefined ? [] : ['notes']),
];

/** Pure; runs inside the transaction of the write. */
export function describeWrite(outcome: WriteOutcome, type: ResourceType, documents: Documents): WriteDescription {
  const { before, after } = documents;
  const properties = before === undefined || after === undefined ? [] : modifiedProperties(before, after);
  const provisioningAction = actionOf(documents, properties, outcome);
  const members = type.membersAttribute === undefined ? undefined : memberProperty(type.membersAttribute, outcome);
  const all =
    members === undefined || before === undefined || after === undefined ? properties : [...properties, members];
  const first = shown(all);
  const named = after ?? before;
  return {
    provisioningAction,
    targetName: named === undefined ? undefined : shownName(named),
    changedAttributes: [...all.map(({ displayName }) => shortName(displayName)), ...besides(outcome)],
    lastChange: outcome.changed
      ? {
          action: provisioningAction,
          attribute: first === undefined ? null : shortName(first.displayName),
          from: clipped(first?.oldValue),
          to: clipped(first?.newValue),
          more: Math.max(0, all.length - 1),
        }
      : undefined,
  };
}
