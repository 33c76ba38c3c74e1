// What Edit user shows and sends: the attributes of the tenant's profile that have a field of their own, and what only
// Rollcall knows. Only what was changed is sent, so that a cycle that runs meanwhile loses nothing.
import type { UserDetail } from '#shared/console-api/users.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';

const textFields = [
  'userName',
  'displayName',
  'givenName',
  'familyName',
  'title',
  'department',
  'email',
  'workPhone',
  'mobilePhone',
  'externalId',
] as const;
export type TextField = (typeof textFields)[number];

/** Where each field stands in a SCIM user, as a profile writes it. */
const pathOf: Readonly<Record<TextField | 'active', string>> = {
  userName: 'userName',
  displayName: 'displayName',
  givenName: 'name.givenName',
  familyName: 'name.familyName',
  title: 'title',
  department: `${enterpriseUserSchema}:department`,
  email: 'emails[type eq "work"].value',
  workPhone: 'phoneNumbers[type eq "work"].value',
  mobilePhone: 'phoneNumbers[type eq "mobile"].value',
  externalId: 'externalId',
  active: 'active',
};

export interface PersonDraft extends Record<TextField, string> {
  readonly active: boolean;
  readonly roleId: string | null;
  readonly notes: string;
}

/** A field of the form, as the tenant's profile has it. */
export interface OfferedField {
  readonly name: TextField;
  readonly required: boolean;
}

/**
 * The fields of a profile, in the order of the form. `externalId` is never asked for: it is the identity provider's, and
 * somebody made here has none until they are matched.
 */
export const fieldsOf = ({ users }: Pick<TenantProfile, 'users'>): readonly OfferedField[] =>
  textFields.flatMap((name): readonly OfferedField[] => {
    if (name === 'userName') return [{ name, required: true }];
    const row = users === 'all' ? { required: false } : users.find(({ path }) => path === pathOf[name]);
    return row === undefined ? [] : [{ name, required: row.required && name !== 'externalId' }];
  });

/** Whether somebody can be disabled in this profile. */
export const hasActive = ({ users }: Pick<TenantProfile, 'users'>): boolean =>
  users === 'all' || users.some(({ path }) => path === pathOf.active);

type Resource = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const part = (value: unknown, name: string): string => (isObject(value) ? text(value[name]) : '');
const typed = (values: unknown, type: string): string =>
  Array.isArray(values)
    ? part(
        values.find((one) => part(one, 'type').toLowerCase() === type),
        'value',
      )
    : '';

/** Somebody who is not there yet gets the tenant's default role by being made, not by a choice. */
export const emptyDraft: PersonDraft = {
  userName: '',
  displayName: '',
  givenName: '',
  familyName: '',
  title: '',
  department: '',
  email: '',
  workPhone: '',
  mobilePhone: '',
  externalId: '',
  active: true,
  roleId: null,
  notes: '',
};

/** A person as they are now. */
export const draftOf = ({ row, notes, resource }: UserDetail): PersonDraft => ({
  userName: row.userName,
  displayName: text(resource['displayName']),
  givenName: part(resource['name'], 'givenName'),
  familyName: part(resource['name'], 'familyName'),
  title: text(resource['title']),
  department: part(resource[enterpriseUserSchema], 'department'),
  email: typed(resource['emails'], 'work'),
  workPhone: typed(resource['phoneNumbers'], 'work'),
  mobilePhone: typed(resource['phoneNumbers'], 'mobile'),
  externalId: text(resource['externalId']),
  active: row.status === 'active',
  roleId: row.roleId,
  notes,
});

/** What of a person is changed; null empties a field. */
export type PersonChanges = Partial<Record<Exclude<TextField, 'userName'>, string | null>> & {
  userName?: string;
  active?: boolean;
  roleId?: string;
  notes?: string;
};

/** What to send to get from one draft to the other; an emptied field takes its value away. */
export function changesOf(before: PersonDraft, after: PersonDraft): PersonChanges {
  const changes: PersonChanges = {};
  for (const name of textFields) {
    const value = after[name].trim();
    if (value === before[name].trim()) continue;
    if (name === 'userName') changes.userName = value;
    else changes[name] = value === '' ? null : value;
  }
  if (after.active !== before.active) changes.active = after.active;
  if (after.roleId !== null && after.roleId !== before.roleId) changes.roleId = after.roleId;
  if (after.notes !== before.notes) changes.notes = after.notes;
  return changes;
}

/** The one field that a refusal names, by its own name or its path; null when it names none or several. */
export function fieldNamed(message: string, fields: readonly OfferedField[]): TextField | null {
  const says = (word: string): boolean =>
    new RegExp(`(?<![\\w.:])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?!\\w|\\.\\w)`).test(message);
  const named = fields.filter(({ name }) => says(name) || says(pathOf[name]));
  return named.length === 1 ? (named[0]?.name ?? null) : null;
}
