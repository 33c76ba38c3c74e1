import { evidenceKinds, type connectMethods, type ConnectState, type Evidence } from '#shared/console-api/connect.ts';
import { groupResourceType, userResourceType } from '../../protocol/schema/resource-types.ts';
import { createCoverage, type Coverage } from '../connect/coverage.ts';
import type { FirstSighting } from '../ports/provisioning-log-store.ts';
import { isOffered } from '../tenant-profiles/attribute-rows.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { requireTenant } from './tenants.ts';

const evidenceFrom = (
  sightings: readonly FirstSighting[],
  tokenCreatedAt: string | undefined,
): ConnectState['evidence'] => {
  const seen = new Map<string, Evidence>(sightings.map(({ kind, at, logSeq }) => [kind, { at, logSeq }]));
  if (tokenCreatedAt !== undefined) seen.set('tokenCreated', { at: tokenCreatedAt, logSeq: null });
  return Object.fromEntries(evidenceKinds.map((kind) => [kind, seen.get(kind) ?? null])) as ConnectState['evidence'];
};

const shown = ({ total, attributes }: Coverage): ConnectState['users'] => ({ total, attributes: [...attributes] });

export function createConnectMethods({ ports, served }: ConsoleContext): MethodsOf<typeof connectMethods> {
  const { tenants, tokens, log } = ports;
  const coverageOf = createCoverage(ports);
  return {
    'connect.get': async ({ tenantId }) => {
      const tenant = await requireTenant(tenants, tenantId);
      const [profile, types] = await Promise.all([served.profileOf(tenant.profile), served.typesOf(tenantId)]);
      const userType = types.find(userResourceType.name) ?? userResourceType;
      const groupType = types.find(groupResourceType.name) ?? groupResourceType;
      const [sightings, [firstToken], users, groups] = await Promise.all([
        log.firstSightings(tenantId),
        tokens.list(tenantId),
        coverageOf(tenantId, profile, userType),
        isOffered(profile, groupType) ? coverageOf(tenantId, profile, groupType) : undefined,
      ]);
      return {
        evidence: evidenceFrom(sightings, firstToken?.createdAt),
        users: shown(users),
        groups: groups === undefined ? null : shown(groups),
      };
    },
  };
}
