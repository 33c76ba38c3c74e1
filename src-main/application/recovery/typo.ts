// Which group of a recovery key is mistyped. Every text that is one wrong character or two swapped neighbours away is a
// candidate, and the check characters leave about one in a thousand of them.
import { alphabet, fitsCheck, groupOf, keyLength } from './recovery-key.ts';
import type { Secrets } from '../ports/secrets.ts';

export interface Candidate {
  /** 28 characters whose check characters fit. */
  readonly characters: string;
  /** The groups in which it differs, from 1: one, or two where neighbours of two groups are swapped. */
  readonly groups: readonly number[];
}

const replaced = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + by.length);

function* nearby(typed: string): Generator<Candidate> {
  for (let at = 0; at < keyLength; at++) {
    for (const character of alphabet) {
      if (character !== typed[at]) yield { characters: replaced(typed, at, character), groups: [groupOf(at)] };
    }
  }
  for (let at = 0; at < keyLength - 1; at++) {
    const [left = '', right = ''] = typed.slice(at, at + 2);
    if (left === right) continue;
    const groups = [...new Set([groupOf(at), groupOf(at + 1)])];
    yield { characters: replaced(typed, at, right + left), groups };
  }
}

/** Of 28 characters whose check characters do not fit. Distinct; about two where one of them is the key. */
export function candidatesFor(secrets: Pick<Secrets, 'sha256'>, typed: string): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const candidate of nearby(typed)) {
    if (fitsCheck(secrets, candidate.characters)) found.set(candidate.characters, candidate);
  }
  return [...found.values()];
}
