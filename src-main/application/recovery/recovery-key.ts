// The recovery key: 26 characters of Crockford's base32 (130 random bits) and 2 check characters, in 7 groups of 4, as
// AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT. It is typed from paper: case, spaces and dashes do not matter, and O, I and L are read as
// the digits they look like.
import type { Secrets } from '../ports/secrets.ts';

export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bodyLength = 26;
export const keyLength = 28;
const groupLength = 4;

/** From SHA-256("recovery-key-v1:" + body): two characters, so that one typo in a thousand passes them. */
const checkOf = ({ sha256 }: Pick<Secrets, 'sha256'>, body: string): string => {
  const [first = 0, second = 0] = sha256(`recovery-key-v1:${body}`);
  return `${alphabet[first % 32] ?? ''}${alphabet[second % 32] ?? ''}`;
};

/** Whether the last two of 28 characters fit those before them. */
export const fitsCheck = (secrets: Pick<Secrets, 'sha256'>, characters: string): boolean =>
  checkOf(secrets, characters.slice(0, bodyLength)) === characters.slice(bodyLength);

/** The 26 characters that are the secret. */
export const bodyOf = (characters: string): string => characters.slice(0, bodyLength);

/** 28 characters without dashes; 32 divides 256, so that each is as likely as any other. */
export function makeRecoveryKey(secrets: Pick<Secrets, 'sha256' | 'randomBytes'>): string {
  const body = Array.from(secrets.randomBytes(bodyLength), (byte) => alphabet[byte % 32] ?? '').join('');
  return body + checkOf(secrets, body);
}

/** As it is shown. */
export const inGroups = (characters: string): string => (characters.match(/.{4}/g) ?? []).join('-');

/** Which of the seven groups a character is in, from 1. */
export const groupOf = (index: number): number => Math.floor(index / groupLength) + 1;

export type Typed =
  | { readonly characters: string }
  /** Not the form of a recovery key at all, whatever it holds; for whoever typed it. */
  | { readonly fault: string };

const lookAlike: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** The 28 characters that were meant, whether or not their check characters fit. */
export function readTyped(text: string): Typed {
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '');
  const characters = typed.replaceAll(/[OIL]/g, (letter) => lookAlike[letter] ?? letter);
  const at = Array.from(characters).findIndex((character) => !alphabet.includes(character));
  if (at >= 0) {
    return {
      fault: `Group ${groupOf(at)} has a character that no recovery key has. It is made of the digits and of the letters A to Z without I, L, O and U.`,
    };
  }
  if (characters.length !== keyLength) {
    return {
      fault: `A recovery key has ${keyLength} characters in 7 groups of ${groupLength}, and ${characters.length} were typed: ${countFault(text, characters.length)}`,
    };
  }
  return { characters };
}

/** Names the group that has too few or too many, where the groups were typed apart. */
function countFault(text: string, count: number): string {
  const groups = text.trim().split(/[\s\p{Pd}]+/u);
  const wrong = groups.findIndex((group) => group.length !== groupLength);
  if (groups.length > 1 && wrong >= 0) {
    return `group ${wrong + 1} has ${groups[wrong]?.length ?? 0} instead of ${groupLength}.`;
  }
  return count < keyLength ? `the last ${keyLength - count} are missing.` : `${count - keyLength} are too many.`;
}
