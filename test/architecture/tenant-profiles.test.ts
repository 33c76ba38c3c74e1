// One engine reads tenant profiles: what a product does differently is data, and no code asks which product it is.
import { expect, test } from 'vitest';
import { builtInProfiles } from '#shared/tenant-profiles/index.ts';
import { sources } from './sources.ts';

const elsewhere = sources.filter(({ path }) => !path.startsWith('src-shared/tenant-profiles/'));

const linesWith = (pattern: RegExp): readonly string[] =>
  elsewhere.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );

test('no code compares a profile’s id with a text', () => {
  expect(linesWith(/\bprofile(?:Id|\.id|\?\.id)?\s*[!=]==?\s*['"`]/i)).toEqual([]);
  expect(linesWith(/['"`]\s*[!=]==?\s*(?:\w+\.)*profile(?:Id|\.id)?\b/i)).toEqual([]);
  expect(linesWith(/\bswitch\s*\((?:\w+\??\.)*profile(?:Id|\.id)?\)/i)).toEqual([]);
});

test('no code outside of the profile data names a product’s profile', () => {
  const ids = builtInProfiles.filter(({ users }) => users !== 'all').map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  expect(linesWith(new RegExp(`(['"\`])(?:${[...ids, 'rfpio'].join('|')})\\1`))).toEqual([]);
  expect(linesWith(new RegExp(`^\\s*(?:${['sosafe', 'rfpio'].join('|')}):\\s`))).toEqual([]);
});
