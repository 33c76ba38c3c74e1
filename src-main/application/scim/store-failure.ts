// What a client is told when the storage refuses. Total: a new StoreErrorCode does not compile without its answer.
import { invalidCursor, notFound, ScimError, uniqueness } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import type { ResourceRef } from '../ports/resource-store.ts';
import { StoreError, type StoreErrorCode } from '../ports/store-error.ts';

/** `ref` is the resource that was written; its id is the new one's for a create. */
type AnswerTo = (error: StoreError, ref: ResourceRef) => ScimError;

/** 404 (RFC 7644 §3.12). */
export const unknownResource = ({ type, id }: ResourceRef, cause?: unknown): ScimError =>
  notFound(
    `This tenant has no ${type.name} with the id "${shown(id)}": it was deleted, or never existed. Look it up again with a filter on ${type.endpoint}.`,
    { cause },
  );

/** 409: names the attribute, the value and who has it, because identity providers show exactly this text to the admin. */
const taken: AnswerTo = (error, ref) => {
  const { attribute, value, id, active, local } = error.facts;
  const held = `${String(attribute)} "${shown(String(value))}"`;
  const state = active === false ? ' (inactive)' : '';
  if (local === true) {
    return uniqueness(
      `${held} already belongs to ${ref.type.name} ${id}${state}, which is a person made here: match on ${attribute} to link to it. Role and notes are kept.`,
      { path: String(attribute), cause: error },
    );
  }
  return uniqueness(
    `${held} already belongs to ${ref.type.name} ${id}${state}. Match on ${attribute} to link to it, or rename or remove it first.`,
    { path: String(attribute), cause: error },
  );
};

const unavailable =
  (status: number, detail: string) =>
  (error: StoreError): ScimError =>
    new ScimError(status, undefined, detail, { cause: error });

const stopped = unavailable(503, 'Rollcall cannot use its database at the moment; nothing was stored. Try again.');

/** What may happen to any request, whatever it is about. */
const troubles: Readonly<
  Record<Exclude<StoreErrorCode, 'not-found' | 'uniqueness'>, (error: StoreError) => ScimError>
> = {
  'invalid-position': (error) =>
    invalidCursor('The cursor leads nowhere in this query any more. Start again with an empty cursor.', {
      cause: error,
    }),
  busy: unavailable(503, 'Another program holds the database of Rollcall; nothing was stored. Try again.'),
  full: unavailable(507, 'The disk of Rollcall is full; nothing was stored. Free some space on it, then try again.'),
  'not-writable': unavailable(
    507,
    'Rollcall may not write to its data folder; nothing was stored. Correct its rights.',
  ),
  'newer-database': stopped,
  corrupt: stopped,
  locked: stopped,
  closed: stopped,
};

const answers: Readonly<Record<StoreErrorCode, AnswerTo>> = {
  ...troubles,
  'not-found': (error, ref) => unknownResource(ref, error),
  uniqueness: taken,
};

/** The same as below for a query, which is about no resource in particular. */
export function answerReadFailure(error: unknown): never {
  if (!(error instanceof StoreError) || error.code === 'uniqueness') throw error;
  if (error.code !== 'not-found') throw troubles[error.code](error);
  throw notFound('This tenant was removed while it was read. Copy the Tenant URL of another one from Rollcall.', {
    cause: error,
  });
}

/** Turns a rejection of the storage into the client's answer; anything else goes on as it is. Never returns. */
export const answerStoreFailure =
  (ref: ResourceRef) =>
  (error: unknown): never => {
    throw error instanceof StoreError ? answers[error.code](error, ref) : error;
  };
