import { describe, expect, test } from 'vitest';
import { createUser } from '#main/hosts/demo/entra-shapes.ts';
import * as expectations from '#main/hosts/demo/expectations.ts';
import { northwind, type Person } from '#main/hosts/demo/northwind.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { groupSchema, listResponseMessage, userSchema } from '#shared/scim/urn.ts';

const person = northwind.people[0] as Person;

const answered = (status: number, body?: JsonValue, contentType = 'application/scim+json'): expectations.Answer => ({
  status,
  contentType: body === undefined ? '' : contentType,
  text: body === undefined ? '' : JSON.stringify(body),
  body,
});

const meta = (resourceType: string): JsonObject => ({
  resourceType,
  location: 'http://127.0.0.1/default/scim/v2/x/1',
  created: '2026-01-01T00:00:00.000Z',
  lastModified: '2026-01-01T00:00:00.000Z',
});
const storedUser: JsonObject = { ...createUser(person).body, id: '1', meta: meta('User') };
const storedGroup: JsonObject = { schemas: [groupSchema], id: '2', displayName: 'First Aiders', meta: meta('Group') };
const listOf = (...resources: readonly JsonObject[]): JsonObject => ({
  schemas: [listResponseMessage],
  totalResults: resources.length,
  startIndex: 1,
  itemsPerPage: resources.length,
  Resources: resources,
});

describe('a lookup', () => {
  const lookup = expectations.atMostThisUser(person.userName);

  test('is as expected with no hit and with the one', () => {
    expect(lookup(answered(200, listOf()))).toEqual([]);
    expect(lookup(answered(200, listOf(storedUser)))).toEqual([]);
  });

  test('that answers 404 for nobody is reported with the error’s own words', () => {
    expect(lookup(answered(404, { detail: 'No such user' }))).toEqual(['HTTP 404, expected 200: No such user']);
  });

  test('that was not answered is reported with the reason', () => {
    const silent = { status: 0, contentType: '', text: 'connect ECONNREFUSED', body: undefined };
    expect(lookup(silent)).toEqual(['no answer, expected HTTP 200: connect ECONNREFUSED']);
  });

  test('that answers the resource without a ListResponse is reported', () => {
    expect(lookup(answered(200, storedUser))).toEqual([
      `schemas does not list ${listResponseMessage}`,
      'totalResults is nothing, expected 0 or 1',
    ]);
  });

  test('with two hits is reported, because Entra then writes nothing', () => {
    expect(lookup(answered(200, listOf(storedUser, storedUser)))).toEqual(['totalResults is 2, expected 0 or 1']);
  });

  test('that answers somebody else is reported', () => {
    const [problem] = lookup(answered(200, listOf({ ...storedUser, userName: 'else@northwind.example' })));
    expect(problem).toBe('userName is "else@northwind.example", expected "ingrid.halvorsen@northwind.example"');
  });

  test('in HTML or in another media type is reported', () => {
    expect(lookup(answered(200, listOf(), 'application/json; charset=utf-8'))).toEqual([
      'Content-Type is "application/json; charset=utf-8", expected application/scim+json',
    ]);
    const page = { status: 200, contentType: 'text/html', text: '<html>', body: undefined };
    expect(lookup(page)).toContain('the body is not a JSON object: <html>');
  });

  test('with a charset parameter is as expected', () => {
    expect(lookup(answered(200, listOf(), 'application/scim+json; charset=utf-8'))).toEqual([]);
  });

  test('for a random guid may find nobody', () => {
    expect(expectations.nobody(answered(200, listOf()))).toEqual([]);
    expect(expectations.nobody(answered(200, listOf(storedUser)))).toEqual(['"1" came back, expected nothing']);
  });
});

describe('a created user', () => {
  const creation = expectations.createdUser(person);

  test('comes back with 201 and everything that was sent', () => {
    expect(creation(answered(201, storedUser))).toEqual([]);
  });

  test('with 200, without an id, without meta or with active as a text is reported', () => {
    expect(creation(answered(200, storedUser))).toHaveLength(1);
    const { id: _id, meta: _meta, ...rest } = storedUser;
    expect(creation(answered(201, { ...rest, active: 'True' }))).toEqual([
      'id is nothing, expected a text',
      'meta is missing',
      'active is "True", expected true or false',
      'active is "True", expected true',
    ]);
  });

  test('that lost an attribute is reported', () => {
    const { title: _, ...rest } = storedUser;
    expect(creation(answered(201, rest))).toEqual(['title is nothing, expected "Chief Executive Officer"']);
  });
});

describe('a changed user', () => {
  const change = expectations.userNowIs('1', { ...person, title: 'Chair' });

  test('is 204 without a body, or 200 with the new value', () => {
    expect(change(answered(204))).toEqual([]);
    expect(change(answered(200, { ...storedUser, title: 'Chair' }))).toEqual([]);
  });

  test('that still has the old value is reported', () => {
    expect(change(answered(200, storedUser))).toEqual(['title is "Chief Executive Officer", expected "Chair"']);
  });

  test('204 with a body is reported', () => {
    expect(change(answered(204, storedUser))).toEqual(['HTTP 204 with a body']);
  });
});

describe('a group', () => {
  const lookup = expectations.atMostThisGroup('displayName', 'First Aiders');

  test('is as expected without members', () => {
    expect(lookup(answered(200, listOf(storedGroup)))).toEqual([]);
  });

  test('that comes back with excluded members is reported', () => {
    expect(lookup(answered(200, listOf({ ...storedGroup, members: [] })))).toEqual([
      'members came back although they were excluded',
    ]);
  });

  test('may answer a PATCH with 204', () => {
    expect(expectations.groupChanged(answered(204))).toEqual([]);
  });
});

test('a hard delete is 204 without a body', () => {
  expect(expectations.noContent(answered(204))).toEqual([]);
  expect(expectations.noContent(answered(200))).toEqual(['HTTP 200, expected 204: the body is empty']);
});

test('a user resource is known by its schema', () => {
  const { schemas: _, ...rest } = storedUser;
  expect(expectations.thisUser('1', person.userName)(answered(200, rest))).toEqual([
    `schemas does not list ${userSchema}`,
  ]);
});
