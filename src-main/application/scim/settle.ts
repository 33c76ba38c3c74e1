// Ends a write inside its transaction: the answer, the log entry that is committed with it, the line of the board.
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ResourceRef, Settle, WriteOutcome } from '../ports/resource-store.ts';
import { elapsed } from '../provisioning-log/elapsed.ts';
import { draftAnswered } from '../provisioning-log/draft.ts';
import { describeWrite, type Documents } from '../provisioning-log/describe-write.ts';
import type { ScimContext } from './context.ts';
import { isMatch, matchNotes } from './matched.ts';
import type { LogFacts, ScimReply, ScimRequest } from './request.ts';

/** What a use case says about its own answer; the facts are made here. */
export type ReplyOf = (outcome: WriteOutcome) => Omit<ScimReply, 'facts'>;

interface Written {
  readonly request: ScimRequest;
  readonly ref: ResourceRef;
  readonly replyOf: ReplyOf;
  /** Read when the change has run. */
  readonly documents: () => Documents;
  readonly notes: () => readonly string[];
}

function factsOf(outcome: WriteOutcome, type: ResourceType, written: Written) {
  const { lastChange, targetName, ...described } = describeWrite(outcome, type, written.documents());
  const facts: LogFacts = {
    ...described,
    ...(targetName === undefined ? {} : { targetName }),
    resourceType: type.name,
    resourceId: written.ref.id,
    notes: [...written.notes(), ...matchNotes(outcome, targetName)],
    addsMembers: outcome.membersAdded.length > 0,
    matchesPerson: isMatch(outcome),
  };
  return { facts, lastChange };
}

/** The callback that the storage runs inside the transaction of the write. */
export const createSettle =
  ({ clock }: ScimContext, written: Written): Settle<ScimReply> =>
  (outcome) => {
    const { request, ref, replyOf } = written;
    const { facts, lastChange } = factsOf(outcome, ref.type, written);
    const reply: ScimReply = { ...replyOf(outcome), facts };
    const ending = { durationInMilliseconds: elapsed(clock, request), aborted: false };
    const entry = draftAnswered(request, reply, ending);
    return lastChange === undefined ? { reply, entry } : { reply, entry, lastChange };
  };
