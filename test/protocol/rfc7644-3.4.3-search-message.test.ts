// RFC 7644 §3.4.3 and RFC 9865 §3, SearchRequest: the parameters of a query in a body.
import { describe, expect, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';
import { parseSearchRequest } from '#main/protocol/message/search-request.ts';
import type { Compatibility } from '#shared/scim/compatibility.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { searchRequestMessage } from '#shared/scim/urn.ts';

const read = (body: JsonValue, compatibility: Compatibility = 'strict') => {
  const deviations = createDeviations(compatibility);
  return { parameters: parseSearchRequest(body, deviations), notes: deviations.notes };
};
const message = (members: JsonObject): JsonObject => ({ schemas: [searchRequestMessage], ...members });

test('the request of the RFC becomes the parameters of a URL', () => {
  const { parameters, notes } = read({
    schemas: [searchRequestMessage],
    attributes: ['displayName', 'userName'],
    filter: 'displayName sw "smith"',
    startIndex: 1,
    count: 10,
  });
  expect(parameters).toEqual({
    attributes: 'displayName,userName',
    filter: 'displayName sw "smith"',
    startindex: '1',
    count: '10',
  });
  expect(notes).toEqual([]);
});

test('so do the others', () => {
  const sent = { excludedAttributes: ['members'], sortBy: 'userName', sortOrder: 'descending', cursor: '' };
  expect(read(message(sent)).parameters).toEqual({
    excludedattributes: 'members',
    sortby: 'userName',
    sortorder: 'descending',
    cursor: '',
  });
});

test('an empty list, null and what is not known ask for nothing', () => {
  expect(read(message({ attributes: [], filter: null, __proto: 1, toString: 'x' })).parameters).toEqual({
    attributes: '',
  });
});

describe('what has another type is refused with its name', () => {
  test.each<readonly [JsonObject, string]>([
    [{ filter: ['userName pr'] }, 'filter'],
    [{ sortBy: 1 }, 'sortBy'],
    [{ sortOrder: true }, 'sortOrder'],
    [{ cursor: 5 }, 'cursor'],
    [{ attributes: { name: 1 } }, 'attributes'],
    [{ attributes: [['id']] }, 'attributes'],
    [{ excludedAttributes: false }, 'excludedAttributes'],
    [{ count: 1.5 }, 'count'],
    [{ count: 1e300 }, 'count'],
    [{ startIndex: {} }, 'startIndex'],
  ])('%j', (members, name) => {
    for (const compatibility of ['strict', 'lenient'] as const) {
      expect(() => read(message(members), compatibility)).toThrow(ScimError);
      expect(() => read(message(members), compatibility)).toThrow(new RegExp(`^${name} is `));
    }
  });

  test.each<JsonValue>([[], 'x', 1, true])('the whole body, when it is %j', (body) => {
    expect(() => read(body)).toThrow(/not a JSON object/);
  });
});

test.each<readonly [JsonObject, string]>([
  [{ attributes: 'id,userName' }, 'attributes: sent as a string, read as a list separated by commas'],
  [{ count: '5' }, 'count: sent as a string'],
])('%j is read and noted, and refused in a strict tenant', (members, note) => {
  expect(read(message(members), 'lenient').notes).toEqual([note]);
  expect(() => read(message(members))).toThrow(ScimError);
});
