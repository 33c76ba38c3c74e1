// RFC 7644 §3.7, the messages of a bulk operation, their references and their order.
import { describe, expect, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import { orderBulk } from '#main/protocol/message/bulk-order.ts';
import { referencesIn, resolveReferences } from '#main/protocol/message/bulk-references.ts';
import { bulkResponse, parseBulkRequest, type BulkOperation } from '#main/protocol/message/bulk.ts';
import { conflict, ScimError } from '#main/protocol/message/scim-error.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { limits } from '#shared/scim/limits.ts';
import { bulkRequestMessage, bulkResponseMessage, errorMessage } from '#shared/scim/urn.ts';

const parse = (operations: JsonValue, more: JsonObject = {}) =>
  parseBulkRequest({ schemas: [bulkRequestMessage], ...more, Operations: operations }, createDeviations('strict'));

function refusal(read: () => unknown): ScimError {
  try {
    read();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('It was read');
}

const post: JsonObject = { method: 'POST', path: '/Users', bulkId: 'qwerty', data: { userName: 'Alice' } };

const patchOf = (data: JsonObject, id?: string): BulkOperation => ({
  method: 'PATCH',
  endpoint: 'Groups',
  ...(id === undefined ? {} : { id }),
  data,
});

const order = (...references: readonly (readonly number[])[]): string =>
  orderBulk(references)
    .map(({ operations, isCircle }) => (isCircle ? `(${operations.join(' ')})` : operations.join(' ')))
    .join(' ');

const resolved = (data: JsonObject): JsonObject | undefined =>
  resolveReferences(patchOf(data), (bulkId) => `<${bulkId}>`).data;

describe('a BulkRequest', () => {
  test('is read into its operations', () => {
    const { failOnErrors, operations } = parse(
      [
        post,
        { method: 'PUT', path: '/Users/b7c14771', version: 'W/"4weymrEsh5O6cAEK"', data: { userName: 'Bob' } },
        { method: 'DELETE', path: '/Users/e9025315', bulkId: 'label', data: { ignored: true } },
      ],
      { failOnErrors: 1 },
    );
    expect(failOnErrors).toBe(1);
    expect(operations.map(({ operation }) => operation)).toEqual([
      { method: 'POST', endpoint: 'Users', bulkId: 'qwerty', data: { userName: 'Alice' } },
      {
        method: 'PUT',
        endpoint: 'Users',
        id: 'b7c14771',
        version: 'W/"4weymrEsh5O6cAEK"',
        data: { userName: 'Bob' },
      },
      { method: 'DELETE', endpoint: 'Users', id: 'e9025315', bulkId: 'label' },
    ]);
  });

  test('without failOnErrors has every operation tried', () => {
    expect(parse([]).failOnErrors).toBe(Infinity);
    expect(parse([], { failOnErrors: null }).failOnErrors).toBe(Infinity);
  });

  test('names compare without case', () => {
    const deviations = createDeviations('strict');
    const body = {
      SCHEMAS: [bulkRequestMessage],
      operations: [{ METHOD: 'DELETE', Path: '/Users/1' }],
      FailOnErrors: 3,
    };
    const { failOnErrors, operations } = parseBulkRequest(body, deviations);
    expect([failOnErrors, operations[0]?.operation]).toEqual([3, { method: 'DELETE', endpoint: 'Users', id: '1' }]);
  });

  test.each([
    ['/Users', 'Users', undefined],
    ['/Users/', 'Users', undefined],
    ['/Users/1', 'Users', '1'],
    ['/Users/1/', 'Users', '1'],
    ['/Users/a%20b', 'Users', 'a b'],
    ['/Users/bulkId%3Ax', 'Users', 'bulkId:x'],
  ])('the path %s is %s, %s', (path, endpoint, id) => {
    expect(parse([{ method: 'DELETE', path }]).operations[0]?.operation).toMatchObject({
      endpoint,
      ...(id === undefined ? {} : { id }),
    });
  });

  test.each<readonly [JsonValue, string]>([
    [null, 'path'],
    ['', 'path'],
    [7, 'path'],
    ['Users', 'path'],
    ['/Users?count=1', 'path'],
    ['https://example.com/Users', 'https'],
    ['/', '/'],
    ['//Users', '//Users'],
    ['/Users/1/2', '/Users/1/2'],
    ['/Users#x', '#'],
    ['/Users/%E0', '%E0'],
  ])('the path %j refuses its operation and says so', (path, part) => {
    const [sent] = parse([{ method: 'DELETE', path }]).operations;
    const refused = refusal(() => {
      if (sent?.operation instanceof ScimError) throw sent.operation;
    });
    expect(refused.detail).toContain(part);
  });

  test('as many operations as maxOperations are read, one more refused before any is looked at', () => {
    const many = Array.from({ length: limits.bulkOperations }, (_, n) => ({ method: 'DELETE', path: `/Users/${n}` }));
    expect(parse(many).operations).toHaveLength(limits.bulkOperations);
    expect(refusal(() => parse([...many, 'nonsense']))).toMatchObject({ status: 413 });
  });

  test('one bulkId for two POSTs leaves open who is meant, for others it is only a label', () => {
    expect(refusal(() => parse([post, { ...post, path: '/Groups' }]))).toMatchObject({ scimType: 'invalidValue' });
    expect(parse([post, { method: 'DELETE', path: '/Users/1', bulkId: 'qwerty' }]).operations).toHaveLength(2);
  });
});

test('a BulkResponse tells status as a string, and a body for failures alone', () => {
  expect(
    bulkResponse([
      { method: 'POST', bulkId: 'a', location: 'https://x/Users/1', version: 'W/"1"', outcome: 201 },
      { method: 'POST', bulkId: 'b', outcome: conflict('Somebody else was first. Send it again.') },
    ]),
  ).toEqual({
    schemas: [bulkResponseMessage],
    Operations: [
      { method: 'POST', bulkId: 'a', location: 'https://x/Users/1', version: 'W/"1"', status: '201' },
      {
        method: 'POST',
        bulkId: 'b',
        status: '409',
        response: { schemas: [errorMessage], status: '409', detail: 'Somebody else was first. Send it again.' },
      },
    ],
  });
});

describe('references', () => {
  test.each<readonly [JsonObject, JsonObject]>([
    [{ members: [{ value: 'bulkId:a' }, { value: 'b' }] }, { members: [{ value: '<a>' }, { value: 'b' }] }],
    [{ 'urn:x:User': { manager: 'bulkId:a' } }, { 'urn:x:User': { manager: '<a>' } }],
    [
      { $ref: '../Users/bulkId:a', note: '../Users/bulkId:a' },
      { $ref: '../Users/<a>', note: '../Users/bulkId:a' },
    ],
    [{ path: 'members[value eq "bulkId:a"]' }, { path: 'members[value eq "<a>"]' }],
    [{ path: 'm[value eq "bulkId:a" or value eq "bulkId:b c"]' }, { path: 'm[value eq "<a>" or value eq "<b c>"]' }],
    [{ value: ['bulkId:a', ['bulkId:b']] }, { value: ['<a>', ['<b>']] }],
    [
      { title: 'about bulkId:a', bulkId: 'a', n: 1, no: null },
      { title: 'about bulkId:a', bulkId: 'a', n: 1, no: null },
    ],
    [{ value: 'bulkId:with:colon/and slash' }, { value: '<with:colon/and slash>' }],
    [{ value: 'bulkId:' }, { value: 'bulkId:' }],
  ])('in %j', (data, expected) => {
    expect(resolved(data)).toEqual(expected);
  });

  test('in the path', () => {
    expect(resolveReferences(patchOf({}, 'bulkId:a'), () => '1')).toMatchObject({ id: '1' });
    expect(resolveReferences(patchOf({}, 'a'), () => '1')).toMatchObject({ id: 'a' });
  });

  test('each is found once', () => {
    expect([...referencesIn(patchOf({ a: 'bulkId:x', b: ['bulkId:y', 'bulkId:x'] }, 'bulkId:z'))]).toEqual([
      'z',
      'x',
      'y',
    ]);
    expect(referencesIn({ method: 'DELETE', endpoint: 'Users' }).size).toBe(0);
  });
});

describe('the order is that of the request, but what is referred to comes first', () => {
  test.each<readonly [readonly (readonly number[])[], string]>([
    [[], ''],
    [[[], [], []], '0 1 2'],
    [[[], [0], [1]], '0 1 2'],
    [[[2], [], []], '1 2 0'],
    [[[2], [0], [], []], '2 0 1 3'],
    [[[3], [], [], []], '1 2 3 0'],
    [[[1], [2], [3], []], '3 2 1 0'],
    [[[0]], '(0)'],
    [[[1], [0]], '(0 1)'],
    [[[2], [], [0], [2]], '(0 2) 1 3'],
    [[[1], [2], [0, 3], []], '3 (0 1 2)'],
    [[[1], [0], [3], [2], [0, 2]], '(0 1) (2 3) 4'],
    [[[1, 2], [0], [0]], '(0 1 2)'],
  ])('%j is %s', (references, expected) => {
    expect(order(...references)).toBe(expected);
  });

  test('a chain and a circle as long as a request may be come out whole', () => {
    const length = limits.bulkOperations;
    const chain = Array.from({ length }, (_, n) => (n + 1 < length ? [n + 1] : []));
    expect(orderBulk(chain).map(({ operations }) => operations[0])).toEqual(
      Array.from({ length }, (_, n) => length - 1 - n),
    );
    const circle = Array.from({ length }, (_, n) => [(n + 1) % length]);
    expect(orderBulk(circle)).toEqual([{ operations: [...circle.keys()], isCircle: true }]);
  });
});
