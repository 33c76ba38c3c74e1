// The index that answers co, sw and ew: what is in it changes nothing about who is found, only how fast.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import type { CompareOperator, Filter } from '#main/protocol/filter/ast.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import { piecesOf, searchedText } from '#main/storage/sql/searched-text.ts';
import { applicationId } from '#main/storage/sqlite/migrate.ts';
import { migrations } from '#main/storage/sqlite/migrations.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { userSchema } from '#shared/scim/urn.ts';
import { propertyRuns } from '../property-runs.ts';
import { storageForTest, temporaryFolder, userDoc, type StorageForTest } from './storage-for-test.ts';

const bound = (filter: Filter) => bindFilter(filter, userResourceType, createDeviations('lenient'));
const parsed = (filter: string) => bound(parseFilter(filter, createDeviations('lenient')));

const found = async (db: StorageForTest, filter: string): Promise<string[]> => {
  const query = { tenantId: db.tenant.id, type: userResourceType, startIndex: 1, count: 100, include: {} };
  const page = await db.storage.resources.list({ ...query, filter: parsed(filter) });
  expect(page.totalResults).toBe(page.resources.length);
  return page.resources.map(({ id }) => id.slice(3));
};

function temporaryFile(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return join(folder.path, 'rollcall.sqlite');
}

const counted = (file: string, sql: string): number => {
  const db = new Database(file, { readonly: true });
  try {
    return Number(db.prepare(sql).pluck().get());
  } finally {
    db.close();
  }
};
const dueIn = (file: string): number => counted(file, 'SELECT count(*) FROM resource_text_due');
const entriesIn = (file: string): number => counted(file, 'SELECT entries FROM resource_text_size');

describe('what is searched', () => {
  test('names, titles and addresses, folded; each once, and not what another one contains', () => {
    const doc = userDoc('Ada@Work.test', {
      displayName: 'Ada Lovelace',
      name: { formatted: 'Ada Lovelace', givenName: 'Ada', familyName: 'LOVELACE', middleName: 'Byron' },
      title: 'Countess',
      nickName: 'Enchantress',
      emails: [{ value: 'ada@work.TEST' }, { value: 'ada@home.test' }, { type: 'other' }],
      phoneNumbers: [{ value: '555' }],
    });
    expect(searchedText(doc, 'ada lovelace').split('\n').toSorted()).toEqual([
      'ada lovelace',
      'ada@home.test',
      'ada@work.test',
      'byron',
      'countess',
      'enchantress',
    ]);
  });

  test('values that are no text are not', () => {
    const odd = { userName: 1, name: 'x', emails: [null, 'x', { value: 2 }], title: ['x'] };
    expect(searchedText(odd, null)).toBe('');
  });

  test.each([
    ['', []],
    ['ab', []],
    ['abc', ['abc']],
    ['abcd', ['abc', 'bcd']],
    ['aaaa', ['aaa']],
    ['a\u{1F600}b', ['a\u{1F600}b']],
    ['a\0b', ['a\u0001b']],
  ])('%j has the pieces %j', (folded, pieces) => {
    expect(piecesOf(folded)).toEqual(pieces);
  });

  test('a long text is asked for by pieces of all its parts', () => {
    const long = Array.from({ length: 300 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    const pieces = piecesOf(long);
    expect(pieces).toHaveLength(12);
    expect([pieces[0], pieces.at(-1)]).toEqual([long.slice(0, 3), long.slice(-3)]);
  });
});

/** The awkward ones of FTS5's query language, of LIKE, of SQL, of UTF-8 and of case folding. */
const tokens = [
  'anna',
  'ANNA',
  'ab',
  'Straße',
  'STRASSE',
  "o'x",
  '"',
  '""',
  '%',
  '_',
  '*',
  '(',
  ' AND ',
  ' NOT ',
  '^',
  ':',
];
const exotic = [
  '\0',
  '\u0001',
  '\n',
  '\u{1F600}',
  '\u{1F601}',
  '\uFFFD',
  'é',
  'e\u0301',
  'ﬁ',
  'fi',
  'İ',
  'ς',
  'Σ',
  'ſ',
  '日本語',
];
const awkward = fc.array(fc.constantFrom(...tokens, ...exotic), { maxLength: 5 }).map((parts) => parts.join(''));

const compare = (operator: CompareOperator, value: string, attribute: string, subAttribute?: string): Filter => ({
  kind: 'compare',
  path: { attribute, ...(subAttribute === undefined ? {} : { subAttribute }) },
  operator,
  value,
});

describe('the index and evaluate() agree', () => {
  const paths = ['userName', 'displayName', 'nickName', 'title', 'name.familyName', 'emails', 'emails.value'];
  const operators = ['co', 'co', 'sw', 'ew', 'eq', 'ne'] as const;
  const leaf = fc
    .tuple(fc.constantFrom(...operators), awkward, fc.constantFrom(...paths))
    .map(([operator, value, path]) => compare(operator, value, ...(path.split('.') as [string, string?])));
  const inBrackets = awkward.map((value): Filter => ({
    kind: 'valuePath',
    path: { attribute: 'emails' },
    filter: { kind: 'and', left: compare('eq', 'work', 'type'), right: compare('co', value, 'value') },
  }));
  const filter = fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: inBrackets },
    { weight: 1, arbitrary: leaf.map((operand): Filter => ({ kind: 'not', operand })) },
  );
  const documents = fc.sample(
    fc.record({
      displayName: awkward,
      nickName: awkward,
      title: awkward,
      familyName: awkward,
      emails: fc.array(fc.record({ value: awkward, type: fc.constantFrom('work', 'home') }), { maxLength: 3 }),
    }),
    { numRuns: 60, seed: 11 },
  );

  test.each([
    ['indexed', true],
    ['due', false],
  ])('on every search of awkward texts, when resources are %s', { timeout: 600_000 }, async (_, isIndexed) => {
    const file = temporaryFile();
    await using db = await storageForTest(file);
    for (const [index, { familyName, ...attributes }] of documents.entries()) {
      await db.user(`${index} ${attributes.title}`, { ...attributes, name: { familyName } });
    }
    if (isIndexed) await db.storage.flush();
    expect(dueIn(file) > 0).toBe(!isIndexed);
    const query = { tenantId: db.tenant.id, type: userResourceType, startIndex: 1, count: 1000, include: {} };
    const all = (await db.storage.resources.list(query)).resources.map(({ id, doc }) => ({
      ...(JSON.parse(doc) as JsonObject),
      id,
    }));
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(filter, async (asked) => {
        const tree = bound(asked);
        const page = await db.storage.resources.list({ ...query, filter: tree });
        const expected = all.filter((resource) => evaluate(tree, resource)).map(({ id }) => id);
        expect(page.resources.map(({ id }) => id)).toEqual(expected);
        hits += expected.length;
      }),
      { numRuns: propertyRuns(1_500, 20_000) },
    );
    expect(hits).toBeGreaterThan(1_000);
  });
});

describe('what is due', () => {
  test('only a change of a searched text is', async () => {
    const file = temporaryFile();
    await using db = await storageForTest(file);
    await db.user('ada', { title: 'Countess', emails: [{ value: 'ada@work.test', type: 'work' }] });
    await db.storage.flush();
    const ref = db.ref(userResourceType, 'id-ada');
    const changed = async (attributes: JsonObject): Promise<number> => {
      await db.modify(ref, { doc: userDoc('ada', attributes) });
      return dueIn(file);
    };
    const emails = [{ value: 'ada@work.test', type: 'home' }];
    expect(await changed({ title: 'Countess', active: false, emails })).toBe(0);
    expect(await changed({ title: 'Countess', emails: [...emails, { value: 'ada@home.test' }] })).toBe(1);
    await db.storage.flush();
    expect(dueIn(file)).toBe(0);
  });

  test('a changed name is found at once and the old one no more, before and after it was indexed', async () => {
    await using db = await storageForTest();
    await db.user('ada', { displayName: 'Ada Lovelace' });
    await db.user('bob', { displayName: 'Bob Ross' });
    await db.storage.flush();
    await db.modify(db.ref(userResourceType, 'id-ada'), { doc: userDoc('ada', { displayName: 'Ada King' }) });
    for (const state of ['due', 'indexed']) {
      expect([state, await found(db, 'displayName co "king"')]).toEqual([state, ['ada']]);
      expect([state, await found(db, 'displayName co "lovelace"')]).toEqual([state, []]);
      expect([state, await found(db, 'displayName co "ross"')]).toEqual([state, ['bob']]);
      await db.storage.flush();
    }
  });

  test('who takes the place of a deleted resource is not found by its name', async () => {
    await using db = await storageForTest();
    await db.user('ada', { displayName: 'Ada Lovelace' });
    await db.storage.flush();
    await db.remove(db.ref(userResourceType, 'id-ada'));
    await db.user('bob', { displayName: 'Bob Ross' });
    await db.storage.flush();
    expect(await found(db, 'displayName co "lovelace"')).toEqual([]);
    expect(await found(db, 'displayName co "ross"')).toEqual(['bob']);
  });

  test('entries of values that are gone go when they are half of all', async () => {
    const file = temporaryFile();
    await using db = await storageForTest(file);
    for (const name of ['ada', 'bob', 'cyd']) await db.user(name);
    await db.storage.flush();
    expect(entriesIn(file)).toBe(3);
    const many = new Database(file);
    many.exec('UPDATE resource_text_size SET entries = 20000');
    many.close();
    await db.modify(db.ref(userResourceType, 'id-bob'), { doc: userDoc('robert') });
    await db.storage.flush();
    expect([dueIn(file), entriesIn(file)]).toEqual([0, 3]);
    expect(await found(db, 'userName co "robert"')).toEqual(['bob']);
    expect(await found(db, 'userName co "cyd"')).toEqual(['cyd']);
  });

  test('a transaction that fails leaves nothing due', async () => {
    const file = temporaryFile();
    await using db = await storageForTest(file);
    await db.user('ada');
    await db.storage.flush();
    await expect(db.create(userResourceType, 'other', userDoc('ADA'))).rejects.toThrow('taken');
    expect(dueIn(file)).toBe(0);
  });
});

/** A database as the migrations before the index left it. */
function databaseBefore(file: string, people: number): void {
  const db = new Database(file);
  for (const { version, sql } of migrations.filter((migration) => migration.version < 3)) {
    db.exec(sql);
    db.pragma(`user_version = ${version}`);
  }
  db.pragma(`application_id = ${applicationId}`);
  db.exec(
    "INSERT INTO tenants (key, id, slug, name, profile, created_at) VALUES (1, 't', 'default', 'd', 'generic', '')",
  );
  db.exec("INSERT INTO collections (key, tenant, resource_type) VALUES (1, 1, 'User')");
  const insert = db.prepare(
    `INSERT INTO resources (collection, id, version, created_at, last_modified_at, user_name, user_name_key, shown_name_key, doc)
     VALUES (1, ?, 1, '', '', ?, ?, ?, ?)`,
  );
  db.transaction(() => {
    for (let index = 0; index < people; index += 1) {
      const [userName, title] = [`person.${index}`, index === people - 1 ? 'Strassenbahner' : 'Clerk'];
      const doc = JSON.stringify({ schemas: [userSchema], userName, title });
      insert.run(`id-${index}`, userName, userName, userName, doc);
    }
  })();
  db.close();
}

describe('a database from before the index', () => {
  test('is filled in pieces that each are whole, and answers right all the while', async () => {
    const file = temporaryFile();
    const people = 4_700;
    databaseBefore(file, people);
    const left: number[] = [];
    for (let opened = 0; opened < 4; opened += 1) {
      await using db = await storageForTest(file);
      left.push(dueIn(file));
      expect(await found(db, 'title co "STRASSENBAHN"')).toEqual([String(people - 1)]);
      expect(await found(db, 'userName co "son.4600"')).toEqual(['4600']);
      await db.storage.flush();
    }
    // Closing flushes too, and both index no more than 2,000 at a time.
    expect(left[0]).toBe(people);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect([dueIn(file), entriesIn(file)]).toEqual([0, people]);
  });

  test('is filled without anybody asking, a piece at a time', async () => {
    const file = temporaryFile();
    databaseBefore(file, 1_200);
    await using db = await storageForTest(file);
    await expect.poll(() => dueIn(file)).toBe(0);
    expect(await found(db, 'title co "STRASSENBAHN"')).toEqual(['1199']);
  });
});
