// RFC 7644 §3.12: "detail: A detailed human-readable message." Entra cuts off long ones and shows them to admins, so each
// one is at most 300 characters whatever was sent, and names no password.
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '#shared/lang/json.ts';
import { patchOpMessage } from '#shared/scim/urn.ts';
import { parseJsonBody } from '#main/http/json-body.ts';
import { createDeviations, type Deviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { detailCharacters, ScimError } from '#main/protocol/message/scim-error.ts';
import { applyPatch } from '#main/protocol/patch/apply-patch.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { parseProjection } from '#main/protocol/schema/projection.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { core, enterprise, group, groupUri, scimErrorOf, user } from './patch-cases.ts';

const secret = 'hunter2-t1meMa$heen';
const long = 'x'.repeat(2_000);
const emoji = '🎟️'.repeat(500);
const uri = `urn:example:${long}:2.0:User`;

type Run = (deviations: Deviations) => unknown;

const filter =
  (text: string, type: ResourceType = userResourceType): Run =>
  (deviations) =>
    bindFilter(parseFilter(text, deviations), type, deviations);

const patching =
  (Operations: JsonValue, type: ResourceType = userResourceType): Run =>
  (deviations) => {
    const operations = parsePatchOp({ schemas: [patchOpMessage], Operations }, type, deviations);
    const doc = type === userResourceType ? user({ emails: [{ type: 'work', value: 'a' }] }) : group();
    return applyPatch({ doc, members: [] }, operations, type, deviations);
  };

const one = (operation: JsonValue, type?: ResourceType): Run => patching([operation], type);

const body =
  (attributes: Record<string, JsonValue>, type: ResourceType = userResourceType): Run =>
  (deviations) => {
    const whole = { schemas: [type.schema.id], userName: 'a', displayName: 'a', ...attributes };
    return validateResource(whole, type, { mode: 'create' }, deviations);
  };

/** One line for each place that refuses something, with as much of the client's own text as fits into it. */
const hostile: Readonly<Record<string, Run>> = {
  'a filter over its length': filter(`userName eq "${'x'.repeat(5_000)}"`),
  'a filter of too many parts': filter(Array.from({ length: 300 }, () => 'a eq 1').join(' and ')),
  'a filter nested too deep': filter(`${'('.repeat(30)}title pr`),
  'an open quote': filter(`userName eq "${long}`),
  'a broken escape': filter(`userName eq "\\q${long}"`),
  'no attribute': filter(`"${long}" eq 1`),
  'no operator': filter(`userName ${long} "x"`),
  'no value': filter('userName eq )'),
  'something after the end': filter(`userName eq "x" ${long}`),
  'a long unknown attribute': filter(`${long} eq "x"`),
  'a long unknown schema': filter(`${uri}:x eq "x"`),
  'an order of booleans': filter('active gt true'),
  'a boolean that is none': filter(`active eq "${long}"`),
  'a date that is none': filter(`meta.created gt "${long}"`),
  'an order of null': filter('title gt null'),
  'a complex attribute': filter('addresses eq "x"'),
  'brackets after text': filter('userName[value eq "x"]'),
  'a long sub-attribute after a bracket': filter(`emails[type eq "work"].${long} eq "x"`),
  'a value of a long unknown sub-attribute': filter(`emails[${long} eq "x"]`),
  'an unquoted long value': filter(`userName eq ${long}`),
  'a dot after a schema': filter(`${enterprise}.department eq "x"`),
  'the password': filter(`password eq "${secret}"`),
  'the password in an open quote': filter(`password eq "${secret}`),
  'the password without quotes': filter(`password eq ${secret} and`),
  'the password without an operator': filter(`password ${secret}`),
  'the password twice': filter(`password eq "x" "${secret}"`),
  'attributes and excludedAttributes': () => parseProjection(userResourceType, long, long),

  'a message that is text': (deviations) => parsePatchOp(long, userResourceType, deviations),
  'no operations': patching([]),
  'operations that are text': patching(long),
  'an operation that is text': one(long),
  'a long op': one({ op: long, path: 'title', value: 'x' }),
  'a path that is no text': one({ op: 'add', path: { [long]: long }, value: 'x' }),
  'no value to add': one({ op: 'add', path: 'title' }),
  'a long path': one({ op: 'add', path: long, value: 'x' }),
  'a long broken path': one({ op: 'add', path: `emails[type eq "${long}`, value: 'x' }),
  'a long path of an unknown extension': one({ op: 'add', path: `${uri}:x`, value: { [long]: 1 } }),
  'a long filter that matches nothing': one({ op: 'replace', path: `emails[value eq "${long}"].display`, value: 'x' }),
  'a long filter that names no element': one({ op: 'add', path: `emails[value co "${long}"].display`, value: 'x' }),
  'a filter on a single value': one({ op: 'add', path: 'name[givenName eq "x"]', value: 'x' }),
  'remove without a path': one({ op: 'remove' }),
  'remove with a value': one({ op: 'remove', path: 'emails', value: [{ value: long }] }),
  'remove of what is required': one({ op: 'remove', path: 'userName' }),
  'remove of the core schema': one({ op: 'remove', path: core }),
  'what is read-only': one({ op: 'replace', path: 'meta', value: long }),
  'text instead of attributes': one({ op: 'add', value: long }),
  'a long name in a value': one({ op: 'add', value: { [long]: long } }),
  'a long dotted name in a value': one({ op: 'add', value: { [`name.${long}`]: long } }),
  'text for an extension': one({ op: 'add', path: enterprise, value: long }),
  'a forbidden name': one({ op: 'add', path: 'constructor.x', value: long }),
  'a long value of the wrong type': one({ op: 'add', path: 'active', value: long }),
  'an object of the wrong type': one({ op: 'add', path: 'title', value: { [long]: long } }),
  'several values for one': one({ op: 'add', path: 'title', value: [long, long] }),
  'too many operations': patching(Array.from({ length: 1_001 }, () => ({ op: 'add', path: 'title', value: 'x' }))),
  'too many values': one({ op: 'add', path: 'emails', value: Array.from({ length: 1_001 }, () => ({ value: 'x' })) }),
  'a member that is none': one({ op: 'add', path: 'members', value: [{ [long]: long }] }, groupResourceType),
  'no such member': one(
    { op: 'replace', path: `members[display eq "${long}"]`, value: [{ display: 'x' }] },
    groupResourceType,
  ),
  'the value of every member': one({ op: 'remove', path: 'members.value' }, groupResourceType),
  'a password of the wrong type': one({ op: 'replace', path: 'password', value: [secret] }),
  'a password as an object': one({ op: 'replace', value: { password: { value: secret } } }),
  'a password in the filter of a path': one({ op: 'add', path: `emails[password eq "${secret}"].value`, value: 'x' }),
  'a password in the filter of an unknown path': one({ op: 'add', path: `pass[value eq "${secret}"]`, value: 'x' }),
  'a password in a broken path': one({ op: 'add', path: `password eq "${secret}`, value: 'x' }),

  'a body that is text': (deviations) => validateResource(long, userResourceType, { mode: 'create' }, deviations),
  'no userName': body({ userName: null }),
  'a long unknown attribute of a body': body({ [long]: long }),
  'emoji for a name': body({ [emoji]: emoji }),
  'a long unknown sub-attribute': body({ name: { [long]: long } }),
  'a long unknown extension': body({ [uri]: { [long]: long } }),
  'a long unknown attribute of an extension': body({ [enterprise]: { [long]: long } }),
  'a misplaced attribute with its URI': body({ [`${enterprise}:department`]: long }),
  'a long entry of schemas': body({ schemas: [core, uri] }),
  'schemas that are no array': body({ schemas: { [long]: long } }),
  'no schemas': body({ schemas: [] }),
  'a forbidden name in a body': body({ constructor: long }),
  'half a surrogate': body({ title: `${long}\ud800` }),
  'a long text for a boolean': body({ active: emoji }),
  'two primary values': body({
    emails: [
      { value: long, primary: true },
      { value: emoji, primary: true },
    ],
  }),
  'a long reference': body({ profileUrl: ` ${long}` }),
  'a long certificate': body({ x509Certificates: [{ value: `!${long}` }] }),
  'an empty manager': body({ [enterprise]: { manager: '' } }),
  'members that are text': body({ schemas: [groupUri], members: [{ value: 5, [long]: 1 }] }, groupResourceType),
  'a password that is a number': body({ password: [secret] }),
  'a password that is an object': body({ password: { [secret]: secret } }),

  'a body nested too deep': () => parseJsonBody('['.repeat(100)),
  'a body that is no JSON': () => parseJsonBody(`{"password": "${secret}" ${long}`),
  'a body that ends in a password': () => parseJsonBody(`{"password": "${secret}`),
  'a forbidden name in JSON': () => parseJsonBody(`{"a":{"__proto__":"${long}"}}`),
};

describe.each(['lenient', 'strict'] as const)('whatever is sent to a %s tenant', (compatibility) => {
  test.each(Object.entries(hostile))('%s', (_, run) => {
    const deviations = createDeviations(compatibility);
    const error = scimErrorOf(() => run(deviations));
    const told = [...deviations.notes, ...(error === undefined ? [] : [error.detail])];
    expect(told.length, 'something is said about it').toBeGreaterThan(0);
    for (const text of told) {
      expect(text.length).toBeLessThanOrEqual(detailCharacters);
      expect(text).not.toContain(secret);
      expect(text.isWellFormed(), 'no character is cut in two').toBe(true);
    }
    expect(error?.detail ?? '.', 'the advice behind what was quoted is not cut off').toMatch(/\.$/);
    expect(error?.status === 400 && error.scimType === undefined, '400 has its keyword').toBe(false);
  });
});

test('a detail that would be longer is cut off at 300 characters', () => {
  const error = new ScimError(400, 'invalidValue', emoji);
  expect(error.detail.length).toBeLessThanOrEqual(300);
  expect(error.detail).toMatch(/…$/);
  expect(error.detail.isWellFormed()).toBe(true);
});
