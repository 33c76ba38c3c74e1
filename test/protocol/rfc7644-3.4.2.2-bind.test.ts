// RFC 7644 §3.4.2.2 Filtering: names found in the schema, literals read as the attribute's type.
import { describe, expect, test } from 'vitest';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { BoundFilter } from '#main/protocol/filter/ast.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { enterprise, errorOf, lenient } from './patch-cases.ts';

/** A bound filter as text: container, names as the schema spells them, literal as JSON. */
function show(filter: BoundFilter): string {
  switch (filter.kind) {
    case 'constant':
      return String(filter.value);
    case 'not':
      return `not(${show(filter.operand)})`;
    case 'and':
    case 'or':
      return `(${show(filter.left)} ${filter.kind} ${show(filter.right)})`;
    case 'compare':
    case 'present':
    case 'valuePath': {
      const { container, attribute, subAttribute } = filter.path;
      const path = `${container === undefined ? '' : 'enterprise:'}${attribute.name}${subAttribute === undefined ? '' : `.${subAttribute.name}`}`;
      if (filter.kind === 'present') return `${path} pr`;
      if (filter.kind === 'valuePath') return `${path}[${show(filter.filter)}]`;
      return `${path} ${filter.operator} ${JSON.stringify(filter.value)}`;
    }
    default:
      return assertNever(filter, 'filter');
  }
}

const bind = (text: string, type = userResourceType): string =>
  show(bindFilter(parseFilter(text, lenient()), type, lenient()));

describe('names are found in any case, with and without their schema', () => {
  test.each([
    ['USERNAME eq "x"', 'userName eq "x"'],
    ['Name.FamilyName eq "x"', 'name.familyName eq "x"'],
    ['urn:ietf:params:scim:schemas:CORE:2.0:user:username eq "x"', 'userName eq "x"'],
    ['urn:ietf:params:scim:schemas:core:2.0:User:name.familyName eq "x"', 'name.familyName eq "x"'],
    [`${enterprise}:Department eq "x"`, 'enterprise:department eq "x"'],
    [`${enterprise}.manager eq "x"`, 'enterprise:manager.value eq "x"'],
    ['department eq "x"', 'enterprise:department eq "x"'],
    ['META.LASTMODIFIED pr', 'meta.lastModified pr'],
    ['schemas eq "urn:x"', 'schemas eq "urn:x"'],
  ])('%s', (text, expected) => {
    expect(bind(text)).toBe(expected);
  });
});

describe('a complex attribute stands for its value', () => {
  test.each([
    ['emails eq "x"', 'emails.value eq "x"'],
    ['emails co "x"', 'emails.value co "x"'],
    ['manager eq "x"', 'enterprise:manager.value eq "x"'],
    ['groups eq "x"', 'groups.value eq "x"'],
    ['emails pr', 'emails pr'],
    ['name pr', 'name pr'],
    ['emails[type eq "work"].value eq "x"', 'emails[(type eq "work" and value eq "x")]'],
  ])('%s', (text, expected) => {
    expect(bind(text)).toBe(expected);
  });

  test('members eq "id"', () => {
    expect(bind('members eq "x"', groupResourceType)).toBe('members.value eq "x"');
  });
});

describe('null is the same as absent', () => {
  test.each([
    ['title eq null', 'not(title pr)'],
    ['title ne null', 'title pr'],
    ['emails eq null', 'not(emails pr)'],
    ['manager eq null', 'not(enterprise:manager pr)'],
    ['nosuch eq null', 'true'],
    ['nosuch ne null', 'false'],
  ])('%s', (text, expected) => {
    expect(bind(text)).toBe(expected);
  });
});

describe('an attribute nobody has is without value', () => {
  test.each([
    ['nosuch eq "x"', 'false'],
    ['nosuch ne "x"', 'true'],
    ['nosuch pr', 'false'],
    ['nosuch gt 5', 'false'],
    ['name.nosuch eq "x"', 'false'],
    ['urn:x:y:userName eq "x"', 'false'],
    ['nosuch[type eq "x"]', 'false'],
    ['emails[nosuch eq "x"]', 'emails[false]'],
    ['not (nosuch pr)', 'not(false)'],
    ['mail.value eq "x"', 'false'],
  ])('%s', (text, expected) => {
    expect(bind(text)).toBe(expected);
  });
});

describe("literals are read as the attribute's type", () => {
  test.each([
    ['active eq true', 'active eq true'],
    ['active eq "True"', 'active eq true'],
    ['active eq FALSE', 'active eq false'],
    ['roles[primary eq "True"]', 'roles[primary eq true]'],
    ['userName eq 5', 'userName eq "5"'],
    ['userName eq true', 'userName eq "true"'],
    ['employeeNumber eq 12345678901234567890', 'enterprise:employeeNumber eq "12345678901234567890"'],
    ['meta.created ge "2011-05-13T04:42:34Z"', 'meta.created ge "2011-05-13T04:42:34.000Z"'],
    ['meta.created ge "2011-05-13T04:42:34.5+02:00"', 'meta.created ge "2011-05-13T02:42:34.500Z"'],
    ['meta.created gt 2015-05-28T09:00:00-07:00', 'meta.created gt "2015-05-28T16:00:00.000Z"'],
    ['meta.created eq "2011-05-13"', 'meta.created eq "2011-05-13T00:00:00.000Z"'],
    ['meta.created eq "2011-05-13T04:42"', 'meta.created eq "2011-05-13T04:42:00.000Z"'],
  ])('%s', (text, expected) => {
    expect(bind(text)).toBe(expected);
  });
});

describe('400 invalidFilter: "the specified attribute and filter comparison combination is not supported"', () => {
  test.each([
    ['active gt true', /active is a boolean and has no gt; it knows eq, ne and pr/],
    ['active co "t"', /active is a boolean and has no co/],
    ['active eq "yes"', /active is compared with true or false, but "yes" was sent/],
    ['active eq 1', /active is compared with true or false, but 1 was sent/],
    ['meta.created co "2011"', /meta\.created is a dateTime and has no co/],
    ['meta.created gt "yesterday"', /meta\.created is compared with a dateTime such as .*, but "yesterday" was sent/],
    ['meta.created gt "2011-13-45T99:00:00Z"', /dateTime/],
    ['x509Certificates.value gt "x"', /x509Certificates\.value is a binary and has no gt/],
    ['title gt null', /title gt null has no meaning: null goes with eq and ne/],
    [
      'name eq "x"',
      /name is complex and has no value of its own. Compare one of its sub-attributes: formatted, familyName/,
    ],
    [
      'addresses eq "x"',
      /addresses is complex and has no value of its own. Compare one of its sub-attributes: formatted/,
    ],
    ['meta eq "x"', /meta is complex/],
    ['password eq "x"', /password is never returned and cannot be filtered by/],
    ['password pr', /password is never returned/],
    ['password eq null', /password is never returned/],
    ['userName[value eq "x"]', /userName\[…\] needs/],
    ['schemas[value eq "x"]', /schemas\[…\] needs/],
    ['emails.value[type eq "x"]', /emails\.value\[…\] needs/],
    ['emails[primary gt true]', /primary is a boolean and has no gt/],
  ])('%s', (text, detail) => {
    const error = errorOf(() => bind(text));
    expect(error).toMatchObject({ status: 400, scimType: 'invalidFilter' });
    expect(error.detail).toMatch(detail);
  });
});
