// A tenant as one JSON document: what an admin keeps before deleting it, or reads elsewhere. It never holds a secret:
// tokens are left out altogether, and a password is not even stored.
import { profileVersion } from '#shared/console-api/profiles.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { builtInProfiles } from '#shared/tenant-profiles/index.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import { groupResourceType, userResourceType } from '../../protocol/schema/resource-types.ts';
import type { StoredResource } from '../ports/resource-store.ts';
import type { ConsoleContext } from './context.ts';
import { everyResource } from './every-resource.ts';
import { readAsClient } from './read-as-client.ts';

/** The format's version. */
const exportVersion = 1;

/** `contoso-2026-11-21.json`. */
const fileNameOf = ({ slug }: Tenant, at: string): string => `${slug}-${at.slice(0, 10)}.json`;

/** Plain data all the way down. */
const plain = (value: unknown): JsonValue => value as JsonValue;

type Reading = Pick<ConsoleContext, 'ports' | 'host'> & { readonly tenant: Tenant; readonly types: ResourceTypeSet };

/** Each person with what the admin says beside the resource. */
async function peopleIn(page: readonly StoredResource[], type: ResourceType, reading: Reading): Promise<JsonObject[]> {
  const { ports, host, tenant } = reading;
  const rows = await ports.directory.usersById(
    tenant.id,
    page.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return Promise.all(
    page.map(async (stored) => {
      const remarks = await ports.directory.userRemarks(tenant.id, stored.id);
      const row = byId.get(stored.id);
      return {
        origin: row?.origin ?? 'provisioned',
        roleId: row?.roleId ?? null,
        roleSetByHand: remarks?.roleSetByHand ?? false,
        notes: remarks?.notes ?? '',
        resource: readAsClient(host, { ...reading, type }, stored),
      };
    }),
  );
}

async function documentsOf(type: ResourceType, reading: Reading): Promise<JsonObject[]> {
  const documents: JsonObject[] = [];
  const { ports, host, tenant } = reading;
  for await (const page of everyResource(ports.resources, tenant.id, type, { members: true })) {
    const shown =
      type.name === userResourceType.name
        ? await peopleIn(page, type, reading)
        : page.map((stored) => readAsClient(host, { ...reading, type }, stored));
    documents.push(...shown);
  }
  return documents;
}

/** People, groups, and the resources of the tenant's own types by their names. */
async function resourcesOf(reading: Reading): Promise<JsonObject> {
  const byType: Record<string, JsonValue> = {};
  for (const type of reading.types.types) byType[type.name] = await documentsOf(type, reading);
  const { [userResourceType.name]: people = [], [groupResourceType.name]: groups = [], ...resources } = byType;
  return { people, groups, resources };
}

/** Reads while requests are answered: what is changed meanwhile may be in it or not. */
export async function exportTenant(
  { ports, host, served }: ConsoleContext,
  tenant: Tenant,
): Promise<{ readonly fileName: string; readonly document: JsonObject }> {
  const exportedAt = ports.clock.now();
  const [profile, types, roles, definitions] = await Promise.all([
    served.profileOf(tenant.profile),
    served.typesOf(tenant.id),
    ports.roles.list(tenant.id),
    ports.schemas.load(tenant.id),
  ]);
  const isCustom = !builtInProfiles.includes(profile);
  const document: JsonObject = {
    format: 'rollcall-tenant',
    version: exportVersion,
    exportedAt,
    tenant: plain(tenant),
    ...(isCustom ? { profile: plain({ version: profileVersion, ...profile }) } : {}),
    roles: plain(roles),
    schemas: plain(definitions.schemas),
    resourceTypes: plain(definitions.resourceTypes),
    ...(await resourcesOf({ ports, host, tenant, types })),
  };
  return { fileName: fileNameOf(tenant, exportedAt), document };
}
