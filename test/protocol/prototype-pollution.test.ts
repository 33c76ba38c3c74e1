// A name that would touch a prototype is refused wherever a client can write a name, and no object ever changes.
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonValue } from '#shared/lang/json.ts';
import { parsePatchOp } from '#main/protocol/patch/parse-patch-op.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseProjection } from '#main/protocol/schema/projection.ts';
import { project } from '#main/protocol/schema/project.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import { validateResource } from '#main/protocol/schema/validate.ts';
import { enterprise, errorOf, lenient, patch, user } from './patch-cases.ts';

const parsed = (text: string) => JSON.parse(text) as JsonValue;
const names = ['__proto__', 'constructor', 'prototype'];

afterEach(() => {
  const added = Object.keys(Object.prototype);
  if ('polluted' in {} || added.length > 0) throw new Error(`Object.prototype was polluted: ${added.join(', ')}`);
});

describe.each(names)('%s', (name) => {
  test.each([
    ['at the top of a body', `{"userName":"a","${name}":{"polluted":true}}`],
    ['in a complex attribute', `{"userName":"a","name":{"${name}":{"polluted":true}}}`],
    ['in a value of a multi-valued attribute', `{"userName":"a","emails":[{"value":"x","${name}":{"polluted":true}}]}`],
    ['in an extension', `{"userName":"a","${enterprise}":{"${name}":{"polluted":true}}}`],
    ['in an extension without schema', `{"userName":"a","urn:x:y":{"${name}":{"polluted":true}}}`],
    ['deep in an extension without schema', `{"userName":"a","urn:x:y":{"a":[{"${name}":{"polluted":true}}]}}`],
  ])('%s is invalidSyntax', (_, body) => {
    const error = errorOf(() => validateResource(parsed(body), userResourceType, { mode: 'create' }, lenient()));
    expect(error).toMatchObject({ status: 400, scimType: 'invalidSyntax' });
    expect(error.detail).toContain(`"${name}" cannot be an attribute name`);
  });

  test.each([
    ['a path', `{"op":"add","path":"${name}","value":{"polluted":true}}`],
    ['a path with a sub-attribute', `{"op":"add","path":"${name}.polluted","value":true}`],
    ['a sub-attribute of a path', `{"op":"add","path":"name.${name}","value":{"polluted":true}}`],
    [
      'the sub-attribute after a filter',
      `{"op":"add","path":"emails[type eq \\"work\\"].${name}","value":{"polluted":true}}`,
    ],
    ['an attribute of an extension', `{"op":"add","path":"urn:x:2.0:User:${name}","value":{"polluted":true}}`],
  ])('in a PATCH as %s is invalidPath', (_, operation) => {
    const error = errorOf(() => patch(user(), [parsed(operation)]));
    expect(error).toMatchObject({ status: 400, scimType: 'invalidPath', context: { operationIndex: 0 } });
  });

  test.each([
    ['a path-less value', `{"op":"add","value":{"${name}":{"polluted":true}}}`],
    ['a complex value', `{"op":"add","path":"name","value":{"${name}":{"polluted":true}}}`],
    ['the value of an extension', `{"op":"add","path":"${enterprise}","value":{"${name}":{"polluted":true}}}`],
    [
      'the value of an extension without schema',
      `{"op":"add","value":{"urn:x:2.0:User":{"${name}":{"polluted":true}}}}`,
    ],
    ['a member of the operation', `{"op":"add","path":"title","value":"x","${name}":{"polluted":true}}`],
  ])('in a PATCH inside %s is invalidSyntax', (_, operation) => {
    const error = errorOf(() => patch(user(), [parsed(operation)]));
    expect(error).toMatchObject({ status: 400, scimType: 'invalidSyntax' });
  });

  test('beside Operations is invalidSyntax', () => {
    const body = parsed(`{"${name}":{"polluted":true},"Operations":[{"op":"remove","path":"title"}]}`);
    expect(errorOf(() => parsePatchOp(body, userResourceType, lenient())).scimType).toBe('invalidSyntax');
  });

  test('in a projection names nothing', () => {
    const projection = parseProjection(userResourceType, `${name},name.${name},urn:x:${name}`);
    expect(project(user({ title: 'VP' }), userResourceType, projection)).toEqual({ schemas: user()['schemas'] });
  });
});

test.each(['constructor', 'name.constructor', 'emails[constructor eq "x"]', 'urn:x:constructor'])(
  'in a filter, %s is an attribute nobody has',
  (attribute) => {
    const text = attribute.endsWith(']') ? attribute : `${attribute} pr`;
    expect(
      evaluate(
        bindFilter(parseFilter(text, lenient()), userResourceType, lenient()),
        user({ emails: [{ value: 'x' }] }),
      ),
    ).toBe(false);
  },
);
