import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { patchOpMessage } from '#shared/scim/urn.ts';
import { createDeviations, type Deviations } from '#main/protocol/deviations.ts';
import { applyPatch, type PatchResult } from '#main/protocol/patch/apply-patch.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import type { Member } from '#main/protocol/schema/members.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';

export const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const groupUri = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** A document as it is stored, with `schemas` for what it holds. */
export const user = (attributes: JsonObject = {}): JsonObject => ({
  schemas: [core, ...Object.keys(attributes).filter((name) => name.includes(':'))],
  userName: 'bjensen',
  ...attributes,
});

export const group = (attributes: JsonObject = {}): JsonObject => ({
  schemas: [groupUri],
  displayName: 'Tour Guides',
  ...attributes,
});

/** How every tenant reads that does not ask for more, for calls whose notes do not matter. */
export const lenient = (): Deviations => createDeviations('lenient');
export const strict = (): Deviations => createDeviations('strict');

/** Parses and applies operations as a client would send them; the notes of both steps are in the result. */
export function patch(
  doc: JsonObject,
  operations: JsonValue,
  type: ResourceType = userResourceType,
  members?: readonly Member[],
  deviations: Deviations = lenient(),
): PatchResult & { readonly notes: readonly string[] } {
  const parsed = parsePatchOp({ schemas: [patchOpMessage], Operations: operations }, type, deviations);
  const before = JSON.stringify(doc);
  const result = applyPatch(members === undefined ? { doc } : { doc, members }, parsed, type, deviations);
  expect(JSON.stringify(doc), 'the stored document must never be changed in place').toBe(before);
  return { ...result, notes: deviations.notes };
}

/** The document afterwards; the one before when the PATCH changed nothing. */
export const patched = (doc: JsonObject, operations: JsonValue, type?: ResourceType): JsonObject =>
  patch(doc, operations, type).doc ?? doc;

/** The SCIM error a function ends with, if it does; any other error is a failure of the test. */
export function scimErrorOf(run: () => unknown): ScimError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
}

/** The same where there must be one. */
export function errorOf(run: () => unknown): ScimError {
  const error = scimErrorOf(run);
  if (error === undefined) throw new Error('nothing was thrown');
  return error;
}

export interface PatchCase {
  readonly name: string;
  readonly before: JsonObject;
  readonly operations: readonly JsonObject[];
  /** `unchanged`: the engine reports that nothing is to be written. */
  readonly after: JsonObject | 'unchanged';
}

/** One test for each case: a user before, the operations, the user after. */
export function testPatches(cases: readonly PatchCase[]): void {
  test.each(cases)('$name', ({ before, operations, after }) => {
    const { doc } = patch(user(before), operations);
    expect(doc).toEqual(after === 'unchanged' ? undefined : user(after));
  });
}

export interface RefusedPatch {
  readonly name: string;
  readonly before?: JsonObject;
  readonly operations: readonly JsonValue[];
  readonly scimType: string;
  /** Zero-based index the error must name. */
  readonly operationIndex: number;
  readonly detail: RegExp;
}

/** One test for each PATCH that must be answered with 400. */
export function testRefusals(cases: readonly RefusedPatch[]): void {
  test.each(cases)('$name', ({ before = {}, operations, scimType, operationIndex, detail }) => {
    const error = errorOf(() => patch(user(before), operations));
    expect(error.status).toBe(400);
    expect(error.scimType).toBe(scimType);
    expect(error.detail).toMatch(detail);
    expect(error.context.operationIndex).toBe(operationIndex);
  });
}
