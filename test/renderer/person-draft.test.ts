import { describe, expect, test } from 'vitest';
import {
  changesOf,
  draftOf,
  emptyDraft,
  fieldNamed,
  fieldsOf,
  hasActive,
} from '#renderer/features/board/person-draft.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { builtInProfiles, defaultProfile } from '#shared/tenant-profiles/index.ts';
import { signInEnterprise } from '#shared/tenant-profiles/sign-in-enterprise.ts';
import { simpleInOut } from '#shared/tenant-profiles/simple-in-out.ts';
import { person, personDetail } from './fixtures.ts';

const names = (profile: Parameters<typeof fieldsOf>[0]) => fieldsOf(profile).map(({ name }) => name);

describe('the fields of a profile', () => {
  test('are all there are where the profile has every attribute, and only the sign-in name is asked for', () => {
    expect(names(defaultProfile)).toHaveLength(10);
    expect(fieldsOf(defaultProfile).filter(({ required }) => required)).toEqual([{ name: 'userName', required: true }]);
  });

  test('of Simple In/Out have no e-mail address and no name in parts', () => {
    expect(names(simpleInOut)).toEqual(['userName', 'displayName', 'title', 'workPhone', 'mobilePhone', 'externalId']);
  });

  test('of Sign In Enterprise have both names and no title', () => {
    expect(names(signInEnterprise)).toEqual([
      'userName',
      'givenName',
      'familyName',
      'department',
      'email',
      'workPhone',
      'mobilePhone',
    ]);
  });

  test.each(builtInProfiles)('of $name never ask for what only the identity provider knows', (profile) => {
    expect(fieldsOf(profile)).not.toContainEqual({ name: 'externalId', required: true });
    expect(hasActive(profile)).toBe(true);
  });
});

const detail = personDetail(
  person(1, { userName: 'ada@northwind.example', status: 'disabled', roleId: 'role-editor' }),
  {
    notes: 'Works from home',
    resource: {
      userName: 'ada@northwind.example',
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      emails: [
        { type: 'home', value: 'ada@home.example' },
        { type: 'Work', value: 'ada@northwind.example' },
      ],
      phoneNumbers: [{ type: 'mobile', value: '+49 30 1' }],
      [enterpriseUserSchema]: { department: 'Engines' },
    },
  },
);

describe('a person as a draft', () => {
  test('is read from the resource, each value by its type', () => {
    expect(draftOf(detail)).toEqual({
      ...emptyDraft,
      userName: 'ada@northwind.example',
      givenName: 'Ada',
      familyName: 'Lovelace',
      email: 'ada@northwind.example',
      mobilePhone: '+49 30 1',
      department: 'Engines',
      active: false,
      roleId: 'role-editor',
      notes: 'Works from home',
    });
  });

  test('sends what was changed and nothing else; what was emptied is taken away', () => {
    const before = draftOf(detail);
    expect(changesOf(before, before)).toEqual({});
    expect(changesOf(before, { ...before, mobilePhone: ' ', title: ' Countess ', active: true, notes: '' })).toEqual({
      mobilePhone: null,
      title: 'Countess',
      active: true,
      notes: '',
    });
    expect(changesOf(before, { ...before, roleId: 'role-member' })).toEqual({ roleId: 'role-member' });
  });
});

describe('the field that a refusal names', () => {
  const fields = fieldsOf(defaultProfile);
  test.each([
    ['userName "ada" is taken by Ada Lovelace. Choose another, or edit that person.', 'userName'],
    ['users.set was not called: displayName: expected text of at most 200 characters', 'displayName'],
    ['emails[type eq "work"].value is no address', 'email'],
    [`${enterpriseUserSchema}:department is too long.`, 'department'],
    ['externalId', 'externalId'],
    ['userName and externalId belong to different people.', null],
    ['The disk is full.', null],
    ['subtitle and title.value are unknown', null],
  ])('%s: %s', (message, field) => {
    expect(fieldNamed(message, fields)).toBe(field);
  });
});
