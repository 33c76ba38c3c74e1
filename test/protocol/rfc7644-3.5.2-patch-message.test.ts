// RFC 7644 §3.5.2 Modifying with PATCH: the message, its operations and their paths.
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '#shared/lang/json.ts';
import { patchOpMessage } from '#shared/scim/urn.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import { parsePatchPath } from '#main/protocol/patch/path.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { core, enterprise, errorOf, group, lenient, patch, testRefusals, user } from './patch-cases.ts';

const parse = (body: JsonValue, deviations = lenient()) => ({
  operations: parsePatchOp(body, userResourceType, deviations),
  notes: deviations.notes,
});

describe('"The body of each request MUST contain the \\"schemas\\" attribute with the URI value of PatchOp"', () => {
  const Operations = [{ op: 'add', path: 'title', value: 'VP' }];

  test('without it the request is read, with a note', () => {
    expect(parse({ Operations }).notes).toEqual([`schemas: ${patchOpMessage} is missing`]);
  });

  test('in another case it is the same URI', () => {
    expect(parse({ Schemas: [patchOpMessage.toUpperCase()], operations: Operations, id: 'x' }).notes).toEqual([]);
  });
});

describe('"... \\"Operations\\", whose value is an array of one or more PATCH operations"', () => {
  test.each<{ name: string; body: JsonValue; detail: RegExp }>([
    { name: 'no object', body: [], detail: /must be an object with Operations, but an array of 0 values was sent/ },
    { name: 'no Operations', body: {}, detail: /must be an array of one or more operations, but nothing was sent/ },
    { name: 'no operation in it', body: { Operations: [] }, detail: /an array of 0 values was sent/ },
    { name: 'text', body: { Operations: 'add' }, detail: /the text "add" was sent/ },
    { name: 'an operation that is no object', body: { Operations: ['add'] }, detail: /Operation 0 must be an object/ },
  ])('$name is invalidSyntax', ({ body, detail }) => {
    const error = errorOf(() => parse(body));
    expect(error.scimType).toBe('invalidSyntax');
    expect(error.detail).toMatch(detail);
  });

  test('one operation without its array is read', () => {
    expect(parse({ Operations: { op: 'add', path: 'title', value: 'VP' } }).operations).toHaveLength(1);
  });
});

describe('an operation', () => {
  testRefusals([
    {
      name: 'with an unknown op',
      operations: [
        { op: 'add', path: 'title', value: 'x' },
        { op: 'move', path: 'title' },
      ],
      scimType: 'invalidSyntax',
      operationIndex: 1,
      detail: /Operation 1 must have the op add, remove or replace, but the text "move" was sent/,
    },
    {
      name: 'without an op',
      operations: [{ path: 'title' }],
      scimType: 'invalidSyntax',
      operationIndex: 0,
      detail: /nothing was sent/,
    },
    {
      name: 'add without a value',
      operations: [{ op: 'add', path: 'title' }],
      scimType: 'invalidValue',
      operationIndex: 0,
      detail: /has no value/,
    },
    {
      name: 'path-less with text',
      operations: [{ op: 'replace', value: 'x' }],
      scimType: 'invalidValue',
      operationIndex: 0,
      detail: /its value must be an object of attributes, but the text "x"/,
    },
    {
      name: 'with a path that is no text',
      operations: [{ op: 'add', path: 5, value: 'x' }],
      scimType: 'invalidPath',
      operationIndex: 0,
      detail: /must be text, but the number 5/,
    },
    {
      name: 'on a read-only attribute',
      operations: [{ op: 'replace', path: 'id', value: 'x' }],
      scimType: 'mutability',
      operationIndex: 0,
      detail: /id is read-only/,
    },
    {
      name: 'on read-only metadata',
      operations: [{ op: 'replace', path: 'meta.created', value: 'x' }],
      scimType: 'mutability',
      operationIndex: 0,
      detail: /meta is read-only/,
    },
  ]);

  test('read-only attributes inside a path-less value are ignored with a note', () => {
    const result = patch(user(), [
      { op: 'replace', value: { id: 'x', meta: {}, groups: [], schemas: [core], title: 'VP' } },
    ]);
    expect(result.doc).toEqual(user({ title: 'VP' }));
    expect(result.notes).toEqual([
      'id: read-only, ignored',
      'meta: read-only, ignored',
      'groups: read-only, ignored',
      'schemas: computed from the attributes, ignored',
    ]);
  });
});

const target = (text: string) => {
  const path = parsePatchPath(text, userResourceType, lenient());
  if (path.kind !== 'attribute') return path.kind;
  const { container, attribute, subAttribute } = path.path;
  return [
    container === undefined ? '' : 'enterprise',
    attribute.name,
    subAttribute?.name ?? '',
    path.filter?.kind ?? '',
  ].join('|');
};

describe('"PATH = attrPath / valuePath [subAttr]", names in any case', () => {
  test.each([
    ['userName', '|userName||'],
    ['USERNAME', '|userName||'],
    ['name.familyName', '|name|familyName|'],
    ['emails[type eq "work"]', '|emails||compare'],
    ['Emails[Type Eq "work" and value co "@"].Value', '|emails|value|and'],
    [`${core}:userName`, '|userName||'],
    [`${core.toUpperCase()}:NAME.GIVENNAME`, '|name|givenName|'],
    [`${core}:emails[type eq "work"].value`, '|emails|value|compare'],
    [`${enterprise}:manager`, 'enterprise|manager||'],
    [`${enterprise}:manager.value`, 'enterprise|manager|value|'],
    [`${enterprise}.manager`, 'enterprise|manager||'],
    [`${enterprise}.manager.value`, 'enterprise|manager|value|'],
    ['manager', 'enterprise|manager||'],
    ['department', 'enterprise|department||'],
    [enterprise, 'schema'],
    [core.toLowerCase(), 'schema'],
    ['nosuch', 'unknown'],
    ['name.nosuch', 'unknown'],
    [`${enterprise}:nosuch`, 'unknown'],
    [`${enterprise}.nosuch`, 'unknown'],
    ['urn:example:2.0:User:tag', 'open'],
    ['urn:example:2.0:User:tag.part', 'unknown'],
    ['x:y', 'unknown'],
  ])('%s', (text, expected) => {
    expect(target(text)).toBe(expected);
  });

  test.each([
    ['emails[', /Expected an attribute, such as userName or name.familyName, but it ends at position 8/],
    ['emails[type eq "work"', /Expected and, or, or "\]", but it ends at position 22/],
    ['emails[type eq "work"]value', /Expected the end of the path, but "value" stands at position 23/],
    ['emails[type eq "work].value', /no closing quote/],
    ['emails[type zz "work"].value', /Expected an operator .* but "zz" stands at position 13/],
    ['emails[type eq "work"].value.more', /Expected one sub-attribute/],
    ['name.familyName[x eq 1]', /Expected the end of the path/],
    ['name[familyName eq "x"]', /name has no values to choose from/],
    ['a.b.c', /Expected an attribute/],
    ['two words', /Expected the end of the path/],
    ['9to5', /Expected an attribute/],
    ['name..familyName', /Expected an attribute/],
  ])('%s is invalidPath', (text, detail) => {
    const error = errorOf(() => parsePatchPath(text, userResourceType, lenient()));
    expect(error.scimType).toBe('invalidPath');
    expect(error.detail).toMatch(detail);
  });
});

const repeat = (count: number, operation: JsonValue): JsonValue[] => Array.from({ length: count }, () => operation);

describe('one PATCH costs no more than its limits', () => {
  test('1,001 changes of attributes are 413, 1,000 are applied', () => {
    const operation = { op: 'replace', path: 'title', value: 'VP' };
    expect(errorOf(() => patch(user(), repeat(1001, operation)))).toMatchObject({
      status: 413,
      context: { operationIndex: 1000 },
    });
    expect(patch(user(), repeat(1000, operation)).doc).toEqual(user({ title: 'VP' }));
  });

  test('members by id are not counted, in either dialect', () => {
    const added = Array.from({ length: 5000 }, (_, index) => ({
      op: 'add',
      path: 'members',
      value: [{ value: `U${index}` }],
    }));
    expect(patch(group(), added, groupResourceType).addMembers).toHaveLength(5000);
    const removed = Array.from({ length: 5000 }, (_, index) => ({
      op: 'remove',
      path: `members[value eq "U${index}"]`,
    }));
    expect(patch(group(), removed, groupResourceType).removeMembers).toHaveLength(5000);
  });

  test('1,001 values of one attribute are 400, sent at once or one by one', () => {
    const emails = Array.from({ length: 1001 }, (_, index) => ({ value: `${index}@x.io` }));
    const detail = 'emails would hold 1001 values; 1000 is the limit. Send fewer values.';
    expect(errorOf(() => patch(user(), [{ op: 'add', path: 'emails', value: emails }]))).toMatchObject({
      status: 400,
      scimType: 'invalidValue',
      detail,
    });
    expect(
      errorOf(() =>
        patch(user({ emails: emails.slice(0, 1000) }), [{ op: 'add', path: 'emails', value: emails.slice(1000) }]),
      ),
    ).toMatchObject({ detail, context: { operationIndex: 0 } });
  });
});
