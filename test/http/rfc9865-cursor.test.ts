// RFC 9865, cursor-based pagination.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { searchRequestMessage } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest, type ScimAnswer } from '../rollcall.ts';
import { created, group, user } from './people.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
  await created(rollcall, '/Groups', group('Group'));
  for (const name of ['g', 'c', 'f', 'a', 'e', 'b', 'd']) {
    const title = 'ace'.includes(name) ? 'Odd' : 'Even';
    await created(rollcall, '/Users', user(name, { displayName: name.toUpperCase(), title }));
  }
});
afterAll(() => rollcall[Symbol.asyncDispose]());

type Parameters = Readonly<Record<string, string>>;
const query = (path: string, parameters: Parameters, of = rollcall): Promise<ScimAnswer> =>
  of.send('GET', `${path}?${new URLSearchParams(parameters).toString().replaceAll('+', '%20')}`);
const namesOf = ({ json, text, status }: ScimAnswer): string => {
  if (status !== 200) throw new Error(text);
  return (json['Resources'] as readonly { displayName: string }[]).map(({ displayName }) => displayName).join('');
};
const nextOf = ({ json }: ScimAnswer): string | undefined => json['nextCursor'] as string | undefined;

/** Follows the cursors from the first page to the last. */
async function pages(path: string, parameters: Parameters): Promise<readonly string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const answer = await query(path, { ...parameters, cursor });
    found.push(namesOf(answer));
    cursor = nextOf(answer);
  }
  return found;
}

const search = (path: string, parameters: JsonObject): Promise<ScimAnswer> =>
  rollcall.send('POST', path, { body: { schemas: [searchRequestMessage], ...parameters } });

const refusal = ({ status, json }: ScimAnswer): readonly unknown[] => [status, json['scimType']];

describe('§2: "to request the next page of results, use the same query parameters and values except set the cursor to the value of nextCursor"', () => {
  test('a cursor without a value asks for the first page; totalResults is that of all pages', async () => {
    const answer = await rollcall.send('GET', '/Users?cursor&count=3');
    expect(answer.json).toMatchObject({ totalResults: 7, itemsPerPage: 3, nextCursor: expect.any(String) });
    expect(Object.keys(answer.json)).not.toContain('startIndex');
    expect(Object.keys(answer.json)).not.toContain('previousCursor');
    expect(namesOf(answer)).toBe('GCF');
  });

  test.each([
    [{ count: '3' }, ['GCF', 'AEB', 'D']],
    [{ count: '7' }, ['GCFAEBD']],
    [{}, ['GCFAEBD']],
    [{ count: '2', sortBy: 'userName' }, ['AB', 'CD', 'EF', 'G']],
    [{ count: '3', sortBy: 'displayName', sortOrder: 'descending' }, ['GFE', 'DCB', 'A']],
    [{ count: '2', filter: 'title eq "odd"' }, ['CA', 'E']],
    [{ count: '2', filter: 'title eq "odd"', sortBy: 'title' }, ['CA', 'E']],
    [{ count: '5', filter: 'title eq "neither"' }, ['']],
  ] as const)(
    '/Users with %j comes as %j, "nextCursor MUST be omitted … only to indicate that there are no more result pages"',
    async (parameters, expected) => {
      expect(await pages('/Users', parameters)).toEqual(expected);
    },
  );

  test.each([
    [{ count: '3', filter: 'displayName pr' }, ['GroupGC', 'FAE', 'BD']],
    [{ count: '4', sortBy: 'displayName', filter: 'displayName gt "c"' }, ['DEFG', 'Group']],
    [{ count: '8' }, ['GroupGCFAEBD']],
  ] as const)('the root with %j comes as %j', async (parameters, expected) => {
    expect(await pages('/', parameters)).toEqual(expected);
  });

  test('"This value may only contain characters from the unreserved characters set"', async () => {
    for (const sortBy of ['userName', 'title', 'meta.created']) {
      expect(nextOf(await query('/Users', { cursor: '', count: '1', sortBy }))).toMatch(/^[A-Za-z0-9._~-]+$/);
    }
  });

  test('what is created or deleted meanwhile neither repeats nor skips the others', async () => {
    await using own = await startRollcall();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) ids.push(await created(own, '/Users', user(name, { displayName: name })));
    const first = await query('/Users', { cursor: '', count: '2' }, own);
    await own.send('DELETE', `/Users/${ids[1]}`);
    await created(own, '/Users', user('e', { displayName: 'e' }));
    const second = await query('/Users', { cursor: nextOf(first) ?? '', count: '2' }, own);
    const third = await query('/Users', { cursor: nextOf(second) ?? '', count: '2' }, own);
    expect([first, second, third].map(namesOf)).toEqual(['ab', 'cd', 'e']);
  });

  test('count=0 and a negative one ask for totalResults alone', async () => {
    for (const count of ['0', '-3']) {
      const { json } = await query('/Users', { cursor: '', count });
      expect(json).toEqual({ schemas: json['schemas'], totalResults: 7, itemsPerPage: 0, Resources: [] });
    }
  });
});

describe('§3: in the body of a POST to /.search', () => {
  test.each(['/Users/.search', '/.search'])('%s', async (path) => {
    const same = { filter: 'title pr', attributes: ['displayName'], sortBy: 'displayName', count: 4 };
    const first = await search(path, { ...same, cursor: '' });
    const second = await search(path, { ...same, cursor: nextOf(first) ?? '' });
    expect([namesOf(first), namesOf(second), nextOf(second)]).toEqual(['ABCD', 'EFG', undefined]);
  });

  test('a cursor of a GET leads on there too: it is the same query', async () => {
    const cursor = nextOf(await query('/Users', { cursor: '', count: '5' })) ?? '';
    expect(namesOf(await search('/Users/.search', { cursor, count: 5 }))).toBe('BD');
  });
});

describe('§2.1: errors', () => {
  let cursor: string;
  beforeAll(async () => {
    cursor = nextOf(await query('/Users', { cursor: '', count: '2', sortBy: 'userName' })) ?? '';
  });

  test('invalidCursor: "Cursor value is invalid", whatever was done to it', async () => {
    const position = Math.floor(cursor.length / 2);
    const flipped = `${cursor.slice(0, position)}${cursor[position] === 'A' ? 'B' : 'A'}${cursor.slice(position + 1)}`;
    const made = [
      'made-up',
      'ä',
      '%00',
      cursor.slice(1),
      cursor.slice(0, -4),
      `${cursor}AAAA`,
      flipped,
      'A'.repeat(4000),
    ];
    for (const wrong of made) {
      const answer = await query('/Users', { cursor: wrong, count: '2', sortBy: 'userName' });
      expect(refusal(answer)).toEqual([400, 'invalidCursor']);
      expect(answer.json['detail']).toContain('empty cursor');
    }
  });

  test.each([
    ['another endpoint', '/Groups', { sortBy: 'userName' }],
    ['the root', '/', { sortBy: 'userName' }],
    ['another order', '/Users', { sortBy: 'displayName' }],
    ['the other direction', '/Users', { sortBy: 'userName', sortOrder: 'descending' }],
    ['no order', '/Users', {}],
    ['another filter', '/Users', { sortBy: 'userName', filter: 'title pr' }],
  ])(
    'invalidCursor with %s: "the client MUST query … with all query parameters and values being identical"',
    async (_, path, other) => {
      const answer = await query(path, { count: '2', cursor, ...(other as Parameters) });
      // A group has no userName to sort by, which is said first.
      expect(refusal(answer)).toEqual([400, path === '/Groups' ? 'invalidValue' : 'invalidCursor']);
    },
  );

  test('"possession of a cursor" grants nothing: in another tenant it is invalid', async () => {
    const other = await rollcall.addTenant('other');
    const { secret } = await rollcall.addToken(other.id);
    const response = await fetch(`${rollcall.url}/other/scim/v2/Users?count=2&sortBy=userName&cursor=${cursor}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect([response.status, await response.json()]).toMatchObject([400, { scimType: 'invalidCursor' }]);
  });

  test('other attributes may be asked for: they do not decide what comes, and in which order', async () => {
    const answer = await query('/Users', { count: '2', sortBy: 'userName', cursor, attributes: 'displayName' });
    expect(namesOf(answer)).toBe('CD');
  });

  test.each(['many', '1.5', '0x10'])('invalidCount: %s', async (count) => {
    expect(refusal(await query('/Users', { cursor: '', count }))).toEqual([400, 'invalidCount']);
  });

  test('a count above maxPageSize, another count than before and a startIndex are mended and noted', async () => {
    const answer = await query('/Users', { cursor, count: '500', sortBy: 'userName', startIndex: '3' });
    expect(namesOf(answer)).toBe('CDEFG');
    expect((await rollcall.lastLogged()).notes).toEqual([
      'startIndex: sent with a cursor, the cursor counts',
      'count: 500 read as 200',
      'count: 200, where the first page asked for 2; answered with 200',
    ]);
  });

  test.each([
    [{ cursor: '', count: '201' }, 'invalidCount'],
    [{ cursor: '', count: '2', startIndex: '1' }, 'invalidValue'],
  ])('a strict tenant refuses %j', async (parameters, scimType) => {
    await using own = await startRollcall({ compatibility: 'strict' });
    expect(refusal(await query('/Users', parameters as Parameters, own))).toEqual([400, scimType]);
  });

  test('a strict tenant refuses another count: it "must … value identical count of the initial query"', async () => {
    await using own = await startRollcall({ compatibility: 'strict' });
    for (const name of ['a', 'b', 'c']) await created(own, '/Users', user(name));
    const next = nextOf(await query('/Users', { cursor: '', count: '1' }, own)) ?? '';
    expect(refusal(await query('/Users', { cursor: next, count: '2' }, own))).toEqual([400, 'invalidCount']);
    expect((await query('/Users', { cursor: next, count: '1' }, own)).status).toBe(200);
  });
});

describe('§2.4: "should use index as the default pagination method to avoid incompatibility"', () => {
  test.each([{}, { count: '2' }, { startIndex: '1', count: '2' }])('%j is answered by index', async (parameters) => {
    const { json } = await query('/Users', parameters);
    expect(json['startIndex']).toBe(1);
    expect(Object.keys(json)).not.toContain('nextCursor');
  });
});

test('none of all this was a fault of Rollcall', () => {
  expect(rollcall.faults).toEqual([]);
});
