// Ends a change that the admin made here inside its transaction, with the same description that a client's write gets.
import type { Clock } from '../ports/clock.ts';
import type { ResourceRef, Settle } from '../ports/resource-store.ts';
import { describeWrite, type Documents } from '../provisioning-log/describe-write.ts';
import { draftHere } from '../provisioning-log/draft-here.ts';

/** Thrown inside the transaction to leave everything as it is: a change that changes nothing is no entry of the log. */
export class NothingChanged extends Error {
  override readonly name = 'NothingChanged';
}

/** @param documents read when the change has run */
export function createSettleHere(
  clock: Clock,
  { tenantId, type, id }: ResourceRef,
  documents: () => Documents,
): Settle<undefined> {
  const at = clock.now();
  const startedAtMs = clock.monotonic();
  return (outcome) => {
    if (!outcome.changed && outcome.person === undefined) throw new NothingChanged();
    const { lastChange, ...described } = describeWrite(outcome, type, documents());
    const entry = draftHere({
      ...described,
      tenantId,
      resourceType: type.name,
      resourceId: id,
      at,
      durationInMilliseconds: Math.round((clock.monotonic() - startedAtMs) * 100) / 100,
    });
    return lastChange === undefined ? { reply: undefined, entry } : { reply: undefined, entry, lastChange };
  };
}
