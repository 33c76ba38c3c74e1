import type { groupMethods } from '#shared/console-api/groups.ts';
import { groupResourceType } from '../../protocol/schema/resource-types.ts';
import type { DirectoryReader } from '../ports/directory-reader.ts';
import { notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { readAsClient } from './read-as-client.ts';
import { requireTenant } from './tenants.ts';

const unknownGroup = (id: string): Error =>
  notFound(`This tenant has no group with the id "${id}"; a group that was deleted is only in the provisioning log.`);

async function groupRowOf(directory: DirectoryReader, tenantId: string, id: string) {
  const [row] = await directory.groupsById(tenantId, [id]);
  if (row === undefined) throw unknownGroup(id);
  return row;
}

export function createGroupMethods(context: ConsoleContext): MethodsOf<typeof groupMethods> {
  const { tenants, directory, resources } = context.ports;
  return {
    'groups.list': async (query) => {
      await requireTenant(tenants, query.tenantId);
      const { total, of, rows } = await directory.groups(query);
      return { total, of, rows: [...rows] };
    },

    // The members are a page of their own (groups.members): a group may have 20,000.
    'groups.get': async ({ tenantId, id }) => {
      const tenant = await requireTenant(tenants, tenantId);
      const row = await groupRowOf(directory, tenantId, id);
      const types = await context.served.typesOf(tenantId);
      const type = types.find(groupResourceType.name) ?? groupResourceType;
      const stored = await resources.find({ tenantId, type, id });
      if (stored === undefined) throw unknownGroup(id);
      return { row, resource: readAsClient(context.host, { tenant, types, type }, stored) };
    },

    'groups.members': async (query) => {
      await requireTenant(tenants, query.tenantId);
      await groupRowOf(directory, query.tenantId, query.groupId);
      const { total, of, rows } = await directory.members(query);
      return { total, of, rows: [...rows] };
    },
  };
}
