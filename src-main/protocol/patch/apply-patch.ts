// Applies a PATCH, RFC 7644 §3.5.2: operations in the order sent, checked after the last one, all or none. One engine for
// every resource type, driven by the schema.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import type { BoundPath } from '../filter/ast.ts';
import { mutability } from '../message/scim-error.ts';
import type { ResourceType } from '../schema/attribute.ts';
import { refuseImmutableChange } from '../schema/immutable.ts';
import type { Member } from '../schema/members.ts';
import { missingOf, type Demands } from '../schema/required.ts';
import { schemasOf } from '../schema/schemas-of.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import { withMember } from './document.ts';
import { MemberChanges } from './member-changes.ts';
import type { PatchOperation } from './operation.ts';
import { atOperation } from './parse-patch-op.ts';
import { writeAttribute } from './write-attribute.ts';
import { writeOpenExtension } from './write-open-extension.ts';

export { memberNeeds } from './member-changes.ts';

/** What is patched. `members` only when `memberNeeds(operations)`. */
export interface PatchTarget {
  readonly doc: JsonObject;
  readonly members?: readonly Member[];
  readonly demands?: Demands | undefined;
}

/** What the storage is to change, members as a difference. */
export interface PatchResult {
  /** Absent when the document stays as it is. */
  readonly doc?: JsonObject;
  /** Members change in this order: clear, remove, add. */
  readonly clearMembers: boolean;
  readonly removeMembers: string[];
  readonly addMembers: Member[];
}

/** Pure: `current` is not changed. Throws ScimError 400 with the operation's index and path. */
export function applyPatch(
  current: PatchTarget,
  operations: readonly PatchOperation[],
  type: ResourceType,
  deviations: Deviations,
): PatchResult {
  const members = new MemberChanges(current.members);
  let doc = current.doc;
  for (const operation of operations) {
    try {
      doc = applyOperation(doc, operation, members, deviations);
    } catch (error) {
      throw atOperation(error, operation.index, operation.path);
    }
  }
  if (doc !== current.doc) doc = check(current, doc, operations, type);
  return {
    ...(doc === current.doc || sameJson(doc, current.doc) ? {} : { doc }),
    clearMembers: members.cleared,
    removeMembers: members.removed,
    addMembers: members.added,
  };
}

function applyOperation(
  doc: JsonObject,
  operation: PatchOperation,
  members: MemberChanges,
  deviations: Deviations,
): JsonObject {
  const { target } = operation;
  switch (target.kind) {
    case 'attribute':
      return writeAttribute(doc, operation, target, deviations);
    case 'members':
      members.apply(operation, target, deviations);
      return doc;
    case 'extension':
      return withMember(doc, target.container, undefined);
    case 'open':
      return writeOpenExtension(doc, operation, target.uri, deviations);
    default:
      return assertNever(target, 'target');
  }
}

/** Whether the path leads to the missing attribute or to what holds it. */
const isPartOf = (missing: string, { container, attribute }: BoundPath): boolean => {
  const path = container === undefined ? attribute.name : `${container}:${attribute.name}`;
  return missing === path || missing.startsWith(`${path}.`) || missing.startsWith(`${path}[`);
};

/** What only the whole result can show: required attributes are there, immutable ones unchanged, `schemas` right. */
function check(
  { doc: before, demands }: PatchTarget,
  after: JsonObject,
  operations: readonly PatchOperation[],
  type: ResourceType,
): JsonObject {
  const alreadyMissing = missingOf(before, type, demands);
  const missing = missingOf(after, type, demands).find((name) => !alreadyMissing.includes(name));
  if (missing !== undefined) {
    const culprit = operations.findLast(({ target }) => target.kind === 'attribute' && isPartOf(missing, target.path));
    throw mutability(`${missing} is required and cannot be removed or emptied. Replace it with another value.`, {
      path: culprit?.path ?? missing,
      ...(culprit === undefined ? {} : { operationIndex: culprit.index }),
    });
  }
  refuseImmutableChange(before, after, type);
  return withMember(after, 'schemas', schemasOf(after, type));
}
