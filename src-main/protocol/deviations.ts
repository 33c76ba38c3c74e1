// What a request said otherwise than the RFC does. Everything that reads a request reports here: a lenient tenant gets a
// note in its provisioning log and goes on, a strict one refuses with the error the RFC names.
import type { Compatibility } from '#shared/scim/compatibility.ts';
import type { ScimError } from './message/scim-error.ts';

/** The notes of one request, and the choice whether a deviation is one of them or the end of it. */
export interface Deviations {
  readonly compatibility: Compatibility;
  /** For the provisioning log, in the order they were found; the same one once, however often it was found. */
  readonly notes: readonly string[];
  /** Says what was done; nothing about it is against the RFC. */
  note(text: string): void;
  /** Notes what was tolerated; in a strict tenant throws the refusal instead. */
  tolerate(text: string, refusal: () => ScimError): void;
}

/** Nothing deviates yet. */
export function createDeviations(compatibility: Compatibility): Deviations {
  const notes = new Set<string>();
  return {
    compatibility,
    get notes() {
      return [...notes];
    },
    note: (text) => void notes.add(text),
    tolerate(text, refusal) {
      if (compatibility === 'strict') throw refusal();
      notes.add(text);
    },
  };
}
