// What the admin does with people by hand. Whoever is provisioned can be edited too: role and notes stay, attributes until
// the identity provider sends its own.
import type { UserDetail, userMethods } from '#shared/console-api/users.ts';
import { ScimError } from '../../protocol/message/scim-error.ts';
import { userResourceType } from '../../protocol/schema/resource-types.ts';
import { createLocalPeople, type Place, type Remarks } from '../local-people/local-people.ts';
import type { LocalFields } from '../local-people/local-fields.ts';
import { StoreError } from '../ports/store-error.ts';
import { conflict, invalidInput, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
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

  const requireRole = async (tenantId: string, roleId: string | undefined): Promise<void> => {
    if (roleId === undefined || (await roles.list(tenantId)).some(({ id }) => id === roleId)) return;
    throw notFound(`This tenant has no role with the id "${roleId}". roles.list gives the roles there are.`);
  };

  const requirePerson = async (tenantId: string, id: string): Promise<void> => {
    if ((await directory.usersById(tenantId, [id])).length > 0) return;
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
    'users.create': async ({ tenantId, ...sent }) => {
      const place = await placeOf(tenantId);
      await requireRole(tenantId, sent.roleId);
      const { roleId: _role, notes: _notes, ...fields } = sent;
      const created = async (): Promise<string> => people.create(place, fields, remarksOf(sent));
      const id = await answered(tenantId, created());
      rolesCounted(tenantId);
      return detailOf(tenantId, id);
    },

    'users.set': async ({ tenantId, id, ...sent }) => {
      const place = await placeOf(tenantId);
      await requirePerson(tenantId, id);
      await requireRole(tenantId, sent.roleId);
      const { roleId, notes: _notes, ...fields } = sent;
      await answered(tenantId, people.set(place, id, fields, remarksOf(sent)));
      if (roleId !== undefined) rolesCounted(tenantId);
      return detailOf(tenantId, id);
    },

    'users.remove': async ({ tenantId, id }) => {
      const place = await placeOf(tenantId);
      await requirePerson(tenantId, id);
      const left = await people.remove(place, id);
      if (left.length > 0) groupsTouched(tenantId, left);
      rolesCounted(tenantId);
      return { id };
    },
  };
}
