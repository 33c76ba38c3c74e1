import { expect, test } from 'vitest';
import { createSecrets } from '#main/adapters/secrets.ts';
import { checkToken, mintToken } from '#main/application/credentials/bearer-token.ts';

const secrets = createSecrets();
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

test('a token is 54 characters: scim_, 43 random and 6 of check sum, all base62', () => {
  for (let n = 0; n < 200; n++) {
    const { secret } = mintToken(secrets);
    expect(secret).toMatch(/^scim_[0-9A-Za-z]{49}$/);
    expect(checkToken(secret, secrets)).toBe(true);
  }
});

test('two tokens are never the same, and what is stored of one does not tell it', () => {
  const tokens = Array.from({ length: 100 }, () => mintToken(secrets));
  expect(new Set(tokens.map(({ secret }) => secret)).size).toBe(100);
  for (const { secret, hash, hint } of tokens) {
    expect(hash).toHaveLength(32);
    expect(secret.endsWith(hint)).toBe(true);
    expect(hint).toHaveLength(4);
  }
});

test('the check sum refuses every single-character typo', () => {
  const { secret } = mintToken(secrets);
  for (let at = 5; at < secret.length; at++) {
    for (const character of base62) {
      if (character === secret[at]) continue;
      expect(checkToken(secret.slice(0, at) + character + secret.slice(at + 1), secrets)).toBe(false);
    }
  }
});

test.each(['', 'scim_', 'non-token', `scim_${'a'.repeat(49)}`, `scim_${'a'.repeat(48)}`, `SCIM_${'a'.repeat(49)}`])(
  '%j is no token',
  (text) => expect(checkToken(text, secrets)).toBe(false),
);
