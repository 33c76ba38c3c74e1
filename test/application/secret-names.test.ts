// RFC 7643 §7 `returned: never`: what Rollcall may not return it does not write into its log either.
import { expect, test } from 'vitest';
import { redactBody, redactPath } from '#main/application/provisioning-log/redact.ts';
import { onlyPasswords, secretNamesOf } from '#main/application/provisioning-log/secret-names.ts';
import { combineDefinitions } from '#main/protocol/schema/definitions/combine-definitions.ts';
import { parseResourceType } from '#main/protocol/schema/definitions/parse-resource-type.ts';
import { parseSchema } from '#main/protocol/schema/definitions/parse-schema.ts';
import { builtInResourceTypes } from '#main/protocol/schema/resource-type-set.ts';

const id = 'urn:example:Lock';
const place = {
  name: 'place',
  type: 'complex',
  subAttributes: [{ name: 'code', returned: 'never' }, { name: 'floor' }],
};
const types = combineDefinitions({
  schemas: [
    parseSchema({ id, name: 'Lock', attributes: [{ name: 'pin', mutability: 'writeOnly' }, place, { name: 'code' }] }),
  ],
  resourceTypes: [parseResourceType({ name: 'Lock', endpoint: '/Locks', schema: id })],
});
const names = secretNamesOf(types);
const kept = (json: unknown): string => redactBody(JSON.stringify(json), json as never, names).text;

test('without such attributes only passwords are secret', () => {
  expect(secretNamesOf(builtInResourceTypes)).toBe(onlyPasswords);
});

test.each([
  [{ pin: '4711' }],
  [{ PIN: '4711' }],
  [{ [`${id}:pin`]: '4711' }],
  [{ [id]: { pin: '4711' } }],
  [{ Operations: [{ op: 'replace', path: `${id}:pin`, value: '4711' }] }],
  [{ Operations: [{ op: 'replace', value: { pin: '4711' } }] }],
  [{ place: { code: '4711', floor: '2' } }],
  [{ place: [{ code: '4711' }] }],
  [{ Operations: [{ op: 'replace', path: 'place.code', value: '4711' }] }],
  [{ Operations: [{ op: 'replace', path: 'place[floor eq "2"].code', value: '4711' }] }],
  [{ Operations: [{ op: 'replace', path: 'place', value: { code: '4711' } }] }],
  [{ Operations: [{ op: 'replace', value: { 'place.code': '4711' } }] }],
  [{ password: '4711' }],
])('%j is stored without the secret', (json) => {
  expect(kept(json)).not.toContain('4711');
  expect(kept(json)).toContain('[redacted]');
});

test.each([
  [{ code: '4711' }],
  [{ label: { code: '4711' } }],
  [{ displayName: 'pin board', code: '4711' }],
  [{ Operations: [{ op: 'replace', path: 'code', value: '4711' }] }],
])('%j holds no secret and is stored as it was sent', (json) => {
  expect(kept(json)).toBe(JSON.stringify(json));
});

test('a filter that asks for a secret is stored without it', () => {
  expect(redactPath('/Locks?filter=pin%20eq%20%224711%22', names)).toEqual({
    text: '/Locks?filter=[redacted]',
    secrets: ['4711'],
  });
  expect(redactPath('/Locks?filter=place[code%20eq%20%224711%22]', names).text).not.toContain('4711');
  const harmless = '/Locks?filter=displayName%20eq%20%22pin%22';
  expect(redactPath(harmless, names).text).toBe(harmless);
});
