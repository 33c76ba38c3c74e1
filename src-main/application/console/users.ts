import type { userMethods, UserDetail } from '#shared/console-api/users.ts';
import { isJsonObject, type JsonObject } from '#shared/lang/json.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { userResourceType } from '../../protocol/schema/resource-types.ts';
import { nameManagers } from '../manager-names.ts';
import type { DirectoryReader } from '../ports/directory-reader.ts';
import { outsideProfile } from '../tenant-profiles/outside.ts';
import { toChange } from './shown-change.ts';
import { notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { createEditUserMethods } from './edit-users.ts';
import { readAsClient } from './read-as-client.ts';
import { requireTenant } from './tenants.ts';

const text = (object: JsonObject, name: string): string | null => {
  const value = object[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Who the enterprise extension names as manager: as known here, else with the name that was provisioned with it. */
async function managerOf(
  directory: DirectoryReader,
  tenantId: string,
  user: JsonObject,
): Promise<UserDetail['manager']> {
  const enterprise = user[enterpriseUserSchema];
  const manager = isJsonObject(enterprise) ? enterprise['manager'] : undefined;
  if (!isJsonObject(manager)) return null;
  const id = text(manager, 'value');
  if (id === null) return null;
  const [known] = await directory.usersById(tenantId, [id]);
  return { id, displayName: known?.displayName ?? text(manager, 'displayName') };
}

export function createUserMethods(context: ConsoleContext): MethodsOf<typeof userMethods> {
  const { tenants, directory, resources, log } = context.ports;

  const detailOf = async (tenantId: string, id: string): Promise<UserDetail> => {
    const tenant = await requireTenant(tenants, tenantId);
    const [types, profile] = await Promise.all([
      context.served.typesOf(tenantId),
      context.served.profileOf(tenant.profile),
    ]);
    const type = types.find(userResourceType.name) ?? userResourceType;
    const [stored, [row], remarks] = await Promise.all([
      resources.find({ tenantId, type, id }, { memberships: true }),
      directory.usersById(tenantId, [id]),
      directory.userRemarks(tenantId, id),
    ]);
    if (stored === undefined || row === undefined || remarks === undefined) {
      throw notFound(
        `This tenant has no person with the id "${id}"; a person who was deleted is only in the provisioning log.`,
      );
    }
    const resource = readAsClient(context.host, { tenant, types, type }, stored);
    const groups = (stored.memberships ?? []).map(({ groupId, display }) => ({ id: groupId, displayName: display }));
    const outside = outsideProfile(resource, type, profile);
    const manager = await managerOf(directory, tenantId, resource);
    return { row, groups, ...remarks, outsideProfile: [...outside], manager, resource };
  };

  return {
    'users.list': async (query) => {
      await requireTenant(tenants, query.tenantId);
      const { total, of, rows } = await directory.users(query);
      return { total, of, rows: [...rows] };
    },

    'users.facets': async ({ tenantId }) => {
      await requireTenant(tenants, tenantId);
      return directory.userFacets(tenantId);
    },

    'users.get': ({ tenantId, id }) => detailOf(tenantId, id),

    ...createEditUserMethods(context, detailOf),

    'users.history': async ({ tenantId, id, limit }) => {
      await requireTenant(tenants, tenantId);
      const records = await log.history(tenantId, id, limit);
      return nameManagers(
        directory,
        tenantId,
        records.map((record) => toChange(record, id)),
      );
    },
  };
}
