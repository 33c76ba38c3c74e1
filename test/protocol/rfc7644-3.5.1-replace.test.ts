// RFC 7644 §3.5.1 Replacing with PUT. https://www.rfc-editor.org/rfc/rfc7644#section-3.5.1
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { attribute, type ResourceType } from '#main/protocol/schema/attribute.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { enterprise, errorOf, group, lenient, user } from './patch-cases.ts';

const replace = (current: JsonObject, body: JsonObject, type = userResourceType) =>
  validateResource(body, type, { mode: 'replace', current }, lenient());

test('"readWrite, writeOnly: Any values provided SHALL replace the existing attribute values." What is not sent is gone', () => {
  const current = user({ active: true, title: 'VP', [enterprise]: { department: 'R&D' } });
  expect(replace(current, { userName: 'babs', active: true, locale: 'en' }).doc).toEqual({
    ...user({ active: true, locale: 'en' }),
    userName: 'babs',
  });
});

test('Okta sends back all it read: id, meta and groups are ignored, and nothing changes', () => {
  const current = user({ active: true, name: { familyName: 'B', givenName: 'A' } });
  const body = {
    meta: { version: 'W/"1"' },
    id: '1',
    groups: [{ value: 'G' }],
    active: true,
    name: { givenName: 'A', familyName: 'B' },
    ...user(),
  };
  expect(replace(current, body).doc).toBe(current);
});

test('a PUT without active does not switch a disabled person on', () => {
  expect(replace(user({ active: false }), { userName: 'a' }).doc['active']).toBe(false);
  expect(replace(user({ active: false }), { userName: 'a', active: true }).doc['active']).toBe(true);
  expect(replace(user(), { userName: 'a' }).doc['active']).toBe(true);
});

test('"required: Clients MUST specify a value"', () => {
  expect(errorOf(() => replace(user(), { title: 'x' }))).toMatchObject({ status: 400, scimType: 'invalidValue' });
});

test('the members of a group are those of the body', () => {
  expect(replace(group(), { displayName: 'Tour Guides', members: [{ value: 'U1' }] }, groupResourceType)).toEqual({
    doc: group(),
    members: [{ value: 'U1' }],
  });
});

describe('"immutable: If one or more values are already set ..., the input value(s) MUST match, or HTTP status code 400 SHOULD be returned"', () => {
  const badge: ResourceType = {
    name: 'Badge',
    endpoint: '/Badges',
    description: 'Badge',
    extensions: [],
    schema: {
      id: 'urn:example:2.0:Badge',
      name: 'Badge',
      description: 'Badge',
      attributes: [
        attribute({ name: 'number', type: 'integer', mutability: 'immutable', description: 'Set once.' }),
        attribute({ name: 'weight', type: 'decimal', description: 'In grams.' }),
        attribute({ name: 'issued', type: 'dateTime', description: 'When.' }),
      ],
    },
  };
  const current = { schemas: ['urn:example:2.0:Badge'], number: 7 };

  test('the same value is fine', () => {
    expect(replace(current, { number: 7, weight: 1.5 }, badge).doc).toEqual({ ...current, weight: 1.5 });
  });

  test.each<JsonObject>([{ number: 8 }, {}])('%j is mutability', (body) => {
    expect(errorOf(() => replace(current, body, badge))).toMatchObject({
      status: 400,
      scimType: 'mutability',
      context: { path: 'number' },
    });
  });

  test('it may be set when it has no value', () => {
    expect(replace({ schemas: current.schemas }, { number: 7 }, badge).doc).toEqual(current);
  });

  test.each<[JsonObject, RegExp]>([
    [{ number: 1.5 }, /number expects a whole number, but the number 1\.5/],
    [{ number: '7' }, /number expects a whole number, but the text "7"/],
    [{ weight: '7' }, /weight expects a number/],
    [{ issued: 'today' }, /issued expects a dateTime such as "2011-05-13T04:42:34Z", but the text "today"/],
  ])('%j is invalidValue', (body, detail) => {
    expect(errorOf(() => validateResource(body, badge, { mode: 'create' }, lenient())).detail).toMatch(detail);
  });

  test('a dateTime is kept as sent', () => {
    const doc = validateResource({ issued: '2011-05-13T04:42:34+02:00' }, badge, { mode: 'create' }, lenient()).doc;
    expect(doc['issued']).toBe('2011-05-13T04:42:34+02:00');
  });
});
