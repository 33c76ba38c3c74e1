import { describe, expect, test } from 'vitest';
import { userDifferences } from '#main/hosts/demo/entra-mapping.ts';
import * as shapes from '#main/hosts/demo/entra-shapes.ts';
import { northwind, type Person } from '#main/hosts/demo/northwind.ts';
import { isJsonObject, type JsonObject } from '#shared/lang/json.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';

const person = northwind.people.find(({ alias }) => alias === 'rmenon') as Person;
const created = shapes.createUser(person).body as JsonObject;
const operationsOf = ({ body }: shapes.ScimRequest): unknown => body?.['Operations'];

test('a filter is percent-encoded, and a group lookup excludes members', () => {
  expect(shapes.findUser('a"b@x.example').path).toBe('/Users?filter=userName%20eq%20%22a%5C%22b%40x.example%22');
  expect(shapes.findGroup('displayName', 'First Aiders').path).toBe(
    '/Groups?excludedAttributes=members&filter=displayName%20eq%20%22First%20Aiders%22',
  );
});

test('POST /Users has Entra’s shape: both schemas, typed values, empty roles, no manager', () => {
  expect(created).toMatchObject({
    externalId: 'rmenon',
    userName: 'ravi.menon@northwind.example',
    active: true,
    emails: [{ primary: true, type: 'work', value: 'ravi.menon@northwind.example' }],
    name: { formatted: 'Ravi Menon', familyName: 'Menon', givenName: 'Ravi' },
    roles: [],
    meta: { resourceType: 'User' },
    [enterpriseUserSchema]: { employeeNumber: person.employeeNumber, department: 'Engineering' },
  });
  expect(created['schemas']).toContain(enterpriseUserSchema);
  const extension = created[enterpriseUserSchema];
  expect(isJsonObject(extension) && 'manager' in extension).toBe(false);
});

test('a target that has what was posted differs in nothing', () => {
  expect(userDifferences(person, created)).toEqual([]);
});

test('POST /Groups carries no members', () => {
  expect(shapes.createGroup(northwind.groups[0] as (typeof northwind.groups)[0]).body).not.toHaveProperty('members');
});

describe('a change of title, activity and mobile number', () => {
  const changed = { ...person, title: 'Staff Engineer', active: false, mobilePhone: '+49 171 39200 99' };
  const changes = userDifferences(changed, created);

  test('default dialect: one capitalised operation per attribute, booleans as strings', () => {
    expect(operationsOf(shapes.changeUser('1', changes, 'default'))).toEqual([
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Replace', path: 'title', value: 'Staff Engineer' },
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 171 39200 99' },
    ]);
  });

  test('aadOptscim062020: single values merged without a path, typed values apart, real booleans', () => {
    expect(operationsOf(shapes.changeUser('1', changes, 'aadOptscim062020'))).toEqual([
      { op: 'replace', value: { active: false, title: 'Staff Engineer' } },
      { op: 'replace', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 171 39200 99' },
    ]);
  });
});

test('names and extension attributes are dotted and URN keys in the merged operation', () => {
  const changed = { ...person, familyName: 'Pillai', department: 'Sales' };
  expect(operationsOf(shapes.changeUser('1', userDifferences(changed, created), 'aadOptscim062020'))).toEqual([
    {
      op: 'replace',
      value: {
        displayName: 'Ravi Pillai',
        'name.formatted': 'Ravi Pillai',
        'name.familyName': 'Pillai',
        [`${enterpriseUserSchema}:department`]: 'Sales',
      },
    },
  ]);
});

test('a value that the target does not have yet is added, not replaced', () => {
  const { phoneNumbers: _, ...without } = created;
  expect(operationsOf(shapes.changeUser('1', userDifferences(person, without), 'default'))).toEqual([
    { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: person.workPhone },
    { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: person.mobilePhone },
  ]);
});

test('a member is removed by value array in the default dialect, by value path in the other', () => {
  expect(operationsOf(shapes.removeMember('g', 'u', 'default'))).toEqual([
    { op: 'Remove', path: 'members', value: [{ value: 'u' }] },
  ]);
  expect(operationsOf(shapes.removeMember('g', 'u', 'aadOptscim062020'))).toEqual([
    { op: 'remove', path: 'members[value eq "u"]' },
  ]);
});

test('members are added with a null $ref, as Entra does', () => {
  expect(operationsOf(shapes.addMembers('g', ['u', 'v'], 'default'))).toEqual([
    {
      op: 'Add',
      path: 'members',
      value: [
        { $ref: null, value: 'u' },
        { $ref: null, value: 'v' },
      ],
    },
  ]);
});
