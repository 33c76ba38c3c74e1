// What the admin does with people by hand. Whoever is provisioned can be edited too: role and notes stay, attributes until
// the identity provider sends its own.
import type { Role } from '#shared/console-api/roles.ts';
import type { UserDetail, UserRow, userMethods } from '#shared/console-api/users.ts';
import { ScimError } from '../../protocol/message/scim-error.ts';
import { userResourceType } from '../../protocol/schema/resource-types.ts';
import { createLocalPeople, type Place, type Remarks } from '../local-people/local-people.ts';
import type { LocalFields } from '../local-people/local-fields.ts';
import { StoreError } from '../ports/store-error.ts';
import { conflict, invalidInput, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { mayChangePerson, mayHandle } from './escalation.ts';
import { requireTenant } from './tenants.ts';

type EditMethods = Pick<MethodsOf<typeof userMethods>, 'users.create' | 'users.set' | 'users.remove'>;

interface Sent extends LocalFields {
  readonly roleId?: string | undefined;
  readonly notes?: string | undefined;
}

const remarksOf = ({ roleId, notes }: Sent): Remarks => ({
  ...(roleId === undefined ? {} : { roleId }),
  ...(notes === undefined ? {} : { notes }),
});

const requireRole = (known: readonly Role[], roleId: string): Role => {
  const found = known.find(({ id }) => id === roleId);
  if (found !== undefined) return found;
  throw notFound(`This tenant has no role with the id "${roleId}". roles.list gives the roles there are.`);
};

const targetOf = ({ displayName, id }: Pick<UserRow, 'displayName' | 'id'>): string => `person ${displayName} (${id})`;

/** Which attributes were set; their values are in the provisioning log. */
const fieldsOf = (sent: Sent): string[] =>
  Object.entries(sent).flatMap(([name, value]) => (value === undefined || name === 'roleId' ? [] : [name]));

/** @param detailOf what users.get answers */
export function createEditUserMethods(
  { ports, served, announce, groupsTouched }: ConsoleContext,
  detailOf: (tenantId: string, id: string) => Promise<UserDetail>,
): EditMethods {
  const { tenants, directory, roles } = ports;
  const people = createLocalPeople(ports);

  const placeOf = async (tenantId: string): Promise<Place> => {
    const tenant = await requireTenant(tenants, tenantId);
    const [profile, types] = await Promise.all([served.profileOf(tenant.profile), served.typesOf(tenantId)]);
    return { tenant, profile, type: types.find(userResourceType.name) ?? userResourceType };
  };

  const requirePerson = async (tenantId: string, id: string): Promise<UserRow> => {
    const [row] = await directory.usersById(tenantId, [id]);
    if (row !== undefined) return row;
    throw notFound(`This tenant has no person with the id "${id}"; a person who was deleted is only in the log.`);
  };

  /** Who holds a value is named, so that the admin can open that person. */
  const answered = async <Value>(tenantId: string, work: Promise<Value>): Promise<Value> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ScimError) throw invalidInput(error.detail);
      if (!(error instanceof StoreError) || error.code !== 'uniqueness') throw error;
      const { attribute, value, id } = error.facts;
      const [holder] = await directory.usersById(tenantId, [String(id)]);
      throw conflict(
        `${String(attribute)} "${String(value)}" is taken by ${holder?.displayName ?? String(id)}. Choose another, or edit that person.`,
      );
    }
  };

  /** How many people have a role is on every Roles page. */
  const rolesCounted = (tenantId: string): void => announce({ name: 'roles.changed', data: { tenantId } });

  return {
    'users.create': async ({ tenantId, ...sent }, call) => {
      const place = await placeOf(tenantId);
      const known = await roles.list(tenantId);
      const given =
        sent.roleId === undefined ? known.find(({ isDefault }) => isDefault) : requireRole(known, sent.roleId);
      // The default role is given to everybody; somebody who could be signed in as this person gets no more than they have.
      if (given !== undefined && (sent.roleId !== undefined || sent.externalId != null)) {
        mayHandle(call.caller, given);
      }
      const { roleId: _role, notes: _notes, ...fields } = sent;
      const created = async (): Promise<string> => people.create(place, fields, remarksOf(sent));
      const id = await answered(tenantId, created());
      rolesCounted(tenantId);
      const detail = await detailOf(tenantId, id);
      call.tell({ target: targetOf(detail.row), after: { fields: fieldsOf(sent), role: given?.name ?? null } });
      return detail;
    },

    'users.set': async ({ tenantId, id, ...sent }, call) => {
      const place = await placeOf(tenantId);
      const row = await requirePerson(tenantId, id);
      const known = await roles.list(tenantId);
      const has = known.find((role) => role.id === row.roleId);
      mayChangePerson(call.caller, has, sent);
      const given = sent.roleId === undefined ? has : requireRole(known, sent.roleId);
      if (given !== undefined && sent.roleId !== undefined) mayHandle(call.caller, given);
      call.tell({
        target: targetOf(row),
        before: { role: has?.name ?? null },
        after: { fields: fieldsOf(sent), role: given?.name ?? null },
      });
      const { roleId, notes: _notes, ...fields } = sent;
      await answered(tenantId, people.set(place, id, fields, remarksOf(sent)));
      if (roleId !== undefined) rolesCounted(tenantId);
      return detailOf(tenantId, id);
    },

    'users.remove': async ({ tenantId, id }, call) => {
      const place = await placeOf(tenantId);
      const row = await requirePerson(tenantId, id);
      const has = (await roles.list(tenantId)).find((role) => role.id === row.roleId);
      call.tell({ target: targetOf(row), before: { role: has?.name ?? null } });
      mayChangePerson(call.caller, has, 'remove');
      const left = await people.remove(place, id);
      if (left.length > 0) groupsTouched(tenantId, left);
      rolesCounted(tenantId);
      return { id };
    },
  };
}
