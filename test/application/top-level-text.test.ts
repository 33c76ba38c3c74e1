import { array, assert, constantFrom, dictionary, integer, letrec, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { topLevelText } from '#main/application/scim/top-level-text.ts';

test('finds a name at the top, not one inside a value or a string', () => {
  const doc = JSON.stringify({
    schemas: ['displayName'],
    nickName: 'says "displayName":"no" \\',
    manager: { displayName: 'The Boss' },
    roles: [{ displayName: 'Admin' }],
    displayName: 'Zoë "Z" \\ Ødegård',
  });
  expect(topLevelText(doc, 'displayName')).toBe('Zoë "Z" \\ Ødegård');
  expect(topLevelText(JSON.stringify({ manager: { displayName: 'The Boss' } }), 'displayName')).toBeUndefined();
  expect(topLevelText('{"displayName":5,"userName":"a"}', 'displayName')).toBeUndefined();
});

test('agrees with JSON.parse for every document', () => {
  const name = constantFrom('a', 'displayName', '"displayName":"', '\\', 'x"');
  const document = letrec((tie) => ({
    value: oneof({ maxDepth: 3 }, string(), name, integer(), tie('object'), array(tie('value'), { maxLength: 3 })),
    object: dictionary(name, tie('value'), { maxKeys: 4 }),
  })).object;
  assert(
    property(document, (value) => {
      const expected = value['displayName'];
      expect(topLevelText(JSON.stringify(value), 'displayName')).toBe(
        typeof expected === 'string' ? expected : undefined,
      );
    }),
    { numRuns: 2_000 },
  );
});
