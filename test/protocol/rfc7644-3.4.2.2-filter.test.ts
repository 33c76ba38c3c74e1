// RFC 7644 §3.4.2.2 Filtering: the grammar. Parsed filters are printed back, so that a test shows how they were read.
// https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.2
import { describe, expect, test } from 'vitest';
import { printFilter } from '#main/protocol/filter/print.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { enterprise, errorOf, lenient } from './patch-cases.ts';

const read = (text: string): string => printFilter(parseFilter(text, lenient()));

describe("the RFC's own examples are printed as they are written", () => {
  test.each([
    'userName eq "bjensen"',
    `name.familyName co "O'Malley"`,
    'userName sw "J"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
    'title pr',
    'meta.lastModified gt "2011-05-13T04:42:34Z"',
    'meta.lastModified ge "2011-05-13T04:42:34Z"',
    'meta.lastModified lt "2011-05-13T04:42:34Z"',
    'meta.lastModified le "2011-05-13T04:42:34Z"',
    'title pr and userType eq "Employee"',
    'title pr or userType eq "Intern"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
  ])('%s', (text) => {
    expect(read(text)).toBe(text);
  });

  test('(emails.type eq "work") needs no parentheses', () => {
    expect(read('userType eq "Employee" and (emails.type eq "work")')).toBe(
      'userType eq "Employee" and emails.type eq "work"',
    );
  });
});

describe('"... the order of operations is: grouping, not, and, or", each left-associative', () => {
  test.each([
    ['a pr or b pr and c pr', 'a pr or b pr and c pr'],
    ['(a pr or b pr) and c pr', '(a pr or b pr) and c pr'],
    ['a pr and (b pr and c pr)', 'a pr and (b pr and c pr)'],
    ['(a pr and b pr) and c pr', 'a pr and b pr and c pr'],
    ['not (a pr) and b pr', 'not (a pr) and b pr'],
    ['not (a pr and b pr)', 'not (a pr and b pr)'],
    ['((a pr))', 'a pr'],
  ])('%s', (text, printed) => {
    expect(read(text)).toBe(printed);
  });
});

describe('"Attribute names and attribute operators used in filters are case insensitive."', () => {
  test.each([
    ['USERNAME EQ "x"', 'USERNAME eq "x"'],
    [
      '(ActiVe eq TRUE) And meta.lastmodified GE "2020-01-01T00:00:00Z"',
      'ActiVe eq true and meta.lastmodified ge "2020-01-01T00:00:00Z"',
    ],
    ['title PR OR NOT (active Eq False)', 'title pr or not (active eq false)'],
    ['title eq NULL', 'title eq null'],
  ])('%s', (text, printed) => {
    expect(read(text)).toBe(printed);
  });
});

describe('what real clients send beside the grammar', () => {
  test.each([
    ['externalId eq jyoung', 'externalId eq "jyoung"'],
    [
      'name.FamilyName eq Employee and (emails.Value co example.com)',
      'name.FamilyName eq "Employee" and emails.Value co "example.com"',
    ],
    ['meta.Created gt 2015-05-28T09:00:00-07:00', 'meta.Created gt "2015-05-28T09:00:00-07:00"'],
    ['emails[type eq "work"].value eq "x"', 'emails[type eq "work" and value eq "x"]'],
    ['emails[type eq "work"].value co x and title pr', 'emails[type eq "work" and value co "x"] and title pr'],
    ['emails[type eq "a" or type eq "b"].value pr', 'emails[(type eq "a" or type eq "b") and value pr]'],
    ['roles[primary eq "True"].display eq "Admin"', 'roles[primary eq "True" and display eq "Admin"]'],
    ['id eq "U" and manager eq "M"', 'id eq "U" and manager eq "M"'],
    [`${enterprise}:manager.value eq "x"`, `${enterprise}:manager.value eq "x"`],
    [`${enterprise}.department eq "x"`, `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department eq "x"`],
    [`${enterprise}.manager.value eq "x"`, `${enterprise}:manager.value eq "x"`],
    ['manager.$ref pr', 'manager.$ref pr'],
    ['  title   pr  ', 'title pr'],
    ['not(title pr)', 'not (title pr)'],
  ])('%s', (text, printed) => {
    expect(read(text)).toBe(printed);
  });
});

describe('"compValue = false / null / true / number / string", a string as JSON has it', () => {
  test.each<[string, string | number]>([
    [String.raw`title eq "a \"b\" \\ c"`, String.raw`a "b" \ c`],
    [String.raw`title eq "\u00e9\n"`, 'é\n'],
    [String.raw`title eq "\ud83d\ude00"`, '😀'],
    ['title eq "#EXT#+ü\'%40"', "#EXT#+ü'%40"],
    ['title eq ""', ''],
    ['title eq "and"', 'and'],
    ['title eq 5', 5],
    ['title eq -1.5', -1.5],
    ['title eq 007', '007'],
    ['title eq 12345678901234567890', '12345678901234567890'],
    ['title eq 1.50', '1.50'],
    ['title eq Infinity', 'Infinity'],
  ])('%s', (text, value) => {
    expect(parseFilter(text, lenient())).toMatchObject({ kind: 'compare', value });
  });
});

describe('a bad filter is 400 invalidFilter and says where', () => {
  test.each([
    ['', /Expected an attribute, such as userName or name\.familyName, but it ends at position 1/],
    ['userName', /Expected an operator \(eq, ne, co, sw, ew, gt, ge, lt, le or pr\), but it ends at position 9/],
    ['userName zz "x"', /Expected an operator .*, but "zz" stands at position 10/],
    ['userName eq', /Expected a value, such as "text", 5, true or null, but it ends at position 12/],
    ['userName eq and', /Expected a value.*"and" stands at position 13/],
    ['userName eq "x" title pr', /Expected and, or, or the end of the filter, but "title" stands at position 17/],
    ['userName eq "x" and', /Expected an attribute.*it ends at position 20/],
    ['userName eq "x', /The text that starts at position 13 has no closing quote. Put a " at its end/],
    [String.raw`userName eq "a\x"`, /The text at position 13 is not a JSON string/],
    [String.raw`userName eq "\ud800"`, /position 13 is not a JSON string/],
    [String.raw`userName eq "\u0000"`, /position 13 is not a JSON string/],
    ['(userName eq "x"', /Expected and, or, or "\)", but it ends at position 17/],
    ['userName eq "x")', /Expected and, or, or the end of the filter, but "\)" stands at position 16/],
    ['emails[type eq "work"', /Expected and, or, or "\]"/],
    ['emails[type eq "work"].value', /Expected an operator/],
    ['emails[ims[type eq "x"]]', /Expected an operator .*"\[" stands/],
    ['emails[]', /Expected an attribute.*"\]" stands at position 8/],
    ['not userName pr', /Expected an attribute.*"not" stands at position 1/],
    ['"userName" eq "x"', /Expected an attribute.*a text in quotes stands at position 1/],
    ['a.b.c eq "x"', /Expected an attribute.*"a\.b\.c" stands at position 1/],
    ['user name eq "x"', /Expected an operator.*"name" stands at position 6/],
    ['eq eq', /Expected a value/],
  ])('%s', (text, detail) => {
    const error = errorOf(() => parseFilter(text, lenient()));
    expect(error).toMatchObject({ status: 400, scimType: 'invalidFilter' });
    expect(error.detail).toMatch(detail);
  });
});

const conditions = (count: number): string => Array.from({ length: count }, () => 'a pr').join(' or ');

describe('a filter costs no more than its limits', () => {
  test.each<[string, string, RegExp]>([
    ['4,097 characters', `userName eq "${'x'.repeat(4083)}"`, /The filter has 4097 characters; 4096 is the limit/],
    ['401 tokens', `${conditions(133)} or a pr and`, /more than 400 parts/],
    [
      '21 nested parentheses',
      `${'('.repeat(21)}a pr${')'.repeat(21)}`,
      /More than 20 nested parentheses at position 22/,
    ],
    ['100 nested parentheses', `${'('.repeat(100)}a pr${')'.repeat(100)}`, /More than 20 nested/],
    ['21 nested negations', `${'not ('.repeat(21)}a pr${')'.repeat(21)}`, /More than 20 nested/],
    ['4,000 open parentheses', '('.repeat(4000), /more than 400 parts/],
  ])('%s are refused', (_, text, detail) => {
    const error = errorOf(() => parseFilter(text, lenient()));
    expect(error.scimType).toBe('invalidFilter');
    expect(error.detail).toMatch(detail);
  });

  test.each<[string, string]>([
    ['4,096 characters', `userName eq "${'x'.repeat(4082)}"`],
    ['399 tokens', conditions(133)],
    ['20 nested parentheses', `${'('.repeat(20)}a pr${')'.repeat(20)}`],
  ])('%s are read', (_, text) => {
    expect(read(text)).not.toBe('');
  });
});
