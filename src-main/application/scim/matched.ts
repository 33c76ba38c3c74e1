// A person made here becomes a provisioned one with the first write of a client that succeeds: the identity provider has
// matched it, by userName or externalId, and owns its attributes from then on. Role and notes stay the admin's.
import type { PersonFacts, WriteOutcome } from '../ports/resource-store.ts';

/** Goes with every change that a client makes. */
export const matched: PersonFacts = { origin: 'provisioned' };

/** Whether the write matched. */
export const isMatch = ({ person }: WriteOutcome): boolean => person?.origin === 'provisioned';

/** What the log says of the write that matched. */
export const matchNotes = (outcome: WriteOutcome, name = 'This person'): readonly string[] =>
  isMatch(outcome) ? [`${name} was made here; now provisioned, role and notes kept`] : [];
