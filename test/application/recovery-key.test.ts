// The recovery key's format: 26 characters of Crockford's base32 and 2 check characters, typed from paper.
import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createKeyDerivation } from '#main/adapters/key-derivation.ts';
import { createSecrets } from '#main/adapters/secrets.ts';
import {
  alphabet,
  bodyOf,
  fitsCheck,
  groupOf,
  inGroups,
  keyLength,
  makeRecoveryKey,
  readTyped,
} from '#main/application/recovery/recovery-key.ts';
import { candidatesFor } from '#main/application/recovery/typo.ts';

const secrets = createSecrets();
const any = <Item>(items: ArrayLike<Item>): Item => {
  const item = items[randomInt(items.length)];
  if (item === undefined) throw new Error('Nothing to choose from');
  return item;
};

function typo(key: string): string {
  const at = randomInt(keyLength);
  const wrong = any(alphabet.replace(key[at] ?? '', ''));
  return key.slice(0, at) + wrong + key.slice(at + 1);
}

/** Undefined where both neighbours are the same. */
function swap(key: string): string | undefined {
  const at = randomInt(keyLength - 1);
  const [left = '', right = ''] = key.slice(at, at + 2);
  return left === right ? undefined : key.slice(0, at) + right + left + key.slice(at + 2);
}

const accepts = (text: string): boolean => {
  const typed = readTyped(text);
  return 'characters' in typed && fitsCheck(secrets, typed.characters);
};

test('a key is 7 groups of 4 from the alphabet without I, L, O and U', () => {
  for (let count = 0; count < 1_000; count++) {
    const shown = inGroups(makeRecoveryKey(secrets));
    expect(shown).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}$/);
    expect(accepts(shown)).toBe(true);
  }
});

test('every character is as likely as any other in every place', () => {
  const seen = Array.from({ length: 26 }, () => new Set<string>());
  for (let count = 0; count < 2_000; count++) {
    Array.from(bodyOf(makeRecoveryKey(secrets))).forEach((character, at) => seen[at]?.add(character));
  }
  expect(seen.map((characters) => characters.size)).toEqual(Array.from({ length: 26 }, () => 32));
});

test('the example of the format is accepted as it is printed', () => {
  expect(accepts('AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT')).toBe(true);
});

test.each([
  ['lower case', (key: string) => key.toLowerCase()],
  ['without dashes', (key: string) => key.replaceAll('-', '')],
  ['with spaces', (key: string) => `  ${key.replaceAll('-', ' ')}\n`],
  ['with long dashes', (key: string) => key.replaceAll('-', '—')],
  [
    'full-width digits and letters',
    (key: string) => key.replaceAll(/[0-9A-Z]/g, (one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0)),
  ],
  ['O for 0', (key: string) => key.replaceAll('0', 'O')],
  ['I and l for 1', (key: string) => key.replace('1', 'I').replaceAll('1', 'l')],
])('a key typed in %s is the same key', (_how, written) => {
  for (let count = 0; count < 200; count++) {
    const key = makeRecoveryKey(secrets);
    expect(readTyped(written(inGroups(key)))).toEqual({ characters: key });
  }
});

describe('what has not the form of a key names what is wrong', () => {
  const key = inGroups(makeRecoveryKey(secrets));
  test.each([
    [key.slice(0, -1), 'group 7 has 3 instead of 4'],
    [`${key}7`, 'group 7 has 5 instead of 4'],
    [key.replaceAll('-', '').slice(2), 'the last 2 are missing'],
    [`${key.replaceAll('-', '')}00`, '2 are too many'],
    [key.replace(/^(.{5})./, '$1U'), 'Group 2 has a character that no recovery key has'],
    [key.replace(/.$/, '$'), 'Group 7 has a character that no recovery key has'],
    ['', '0 were typed'],
    ['\u{1F511}', 'Group 1 has a character'],
  ])('%j', (text, fault) => {
    const typed = readTyped(text);
    expect('fault' in typed ? typed.fault : 'no fault').toContain(fault);
  });
});

test('of all 868 single wrong characters of a key about one passes the check characters, and the verifier refuses it', async () => {
  const derivation = createKeyDerivation();
  const key = makeRecoveryKey(secrets);
  const verifier = await derivation.verifierOf(bodyOf(key));
  const typos = Array.from(key).flatMap((right, at) =>
    Array.from(alphabet.replace(right, ''), (wrong) => key.slice(0, at) + wrong + key.slice(at + 1)),
  );
  const slipped = typos.filter((text) => fitsCheck(secrets, text));
  expect(typos).toHaveLength(868);
  // One is expected; eight come once in a hundred thousand runs.
  expect(slipped.length).toBeLessThan(8);
  const accepted = await Promise.all(slipped.map((text) => derivation.verifies(bodyOf(text), verifier)));
  expect(accepted).not.toContain(true);
  expect(await derivation.verifies(bodyOf(key), verifier)).toBe(true);
});

test.each([
  ['single wrong characters', typo],
  ['swapped neighbours', swap],
])('of 20,000 keys with %s about one in 1,024 passes the check characters', (_what, mistype) => {
  const typed = Array.from({ length: 20_000 }, () => mistype(makeRecoveryKey(secrets))).filter(
    (text) => text !== undefined,
  );
  const slipped = typed.filter((text) => fitsCheck(secrets, text)).length;
  // 20 are expected; one and 42 are each beyond four standard deviations.
  expect(slipped).toBeGreaterThan(1);
  expect(slipped).toBeLessThan(42);
});

test('the key that was meant is among the few candidates of every typo, with the group it is in', () => {
  const counts: number[] = [];
  for (let count = 0; count < 300; count++) {
    const key = makeRecoveryKey(secrets);
    const typed = count % 2 === 0 ? typo(key) : (swap(key) ?? typo(key));
    if (fitsCheck(secrets, typed)) continue;
    const candidates = candidatesFor(secrets, typed);
    counts.push(candidates.length);
    const differs = Array.from(typed, (character, at) => (character === key[at] ? 0 : groupOf(at))).filter(Boolean);
    expect(candidates.find(({ characters }) => characters === key)?.groups).toEqual([...new Set(differs)]);
  }
  // Beside the right one, one more is expected; twelve come once in ten million runs.
  expect(Math.max(...counts)).toBeLessThan(13);
});

test('a verifier says how it was made, and one that asks for the machine’s memory verifies nothing', async () => {
  const derivation = createKeyDerivation();
  const verifier = await derivation.verifierOf('secret');
  expect(verifier).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await derivation.verifierOf('secret')).not.toBe(verifier);
  expect(await derivation.verifies('secret', verifier)).toBe(true);
  expect(await derivation.verifies('Secret', verifier)).toBe(false);
  expect(await derivation.verifies('secret', verifier.replace('ln=15', 'ln=40'))).toBe(false);
  expect(await derivation.verifies('secret', '')).toBe(false);
});

test('what wraps the data key comes from the key and its salt (RFC 5869, test case 3 has neither salt nor info)', () => {
  const derivation = createKeyDerivation();
  const inputKeyMaterial = '\u000b'.repeat(22);
  const first32OfOutput = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d';
  expect(Buffer.from(derivation.derive(inputKeyMaterial, new Uint8Array(), '')).toString('hex')).toBe(first32OfOutput);
});
