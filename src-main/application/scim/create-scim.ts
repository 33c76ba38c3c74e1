import { resourceTypes } from '../../protocol/schema/resource-types.ts';
import { createAuthenticate } from '../credentials/authenticate.ts';
import type { Clock } from '../ports/clock.ts';
import type { DirectoryReader } from '../ports/directory-reader.ts';
import type { ProvisioningLogStore } from '../ports/provisioning-log-store.ts';
import type { ResourceStore } from '../ports/resource-store.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { TenantStore } from '../ports/tenant-store.ts';
import type { TokenStore } from '../ports/token-store.ts';
import { createRequestRecord } from '../provisioning-log/record.ts';
import type { ScimContext } from './context.ts';
import { discovery } from './discovery.ts';
import { createResourceUseCases } from './resources.ts';
import type { Scim } from './scim.ts';

interface ScimPorts {
  readonly resources: ResourceStore;
  readonly directory: DirectoryReader;
  readonly tenants: TenantStore;
  readonly tokens: TokenStore;
  readonly log: ProvisioningLogStore;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

/** The use cases of every resource type over the ports. */
export const createScim = (
  ports: ScimPorts,
  { reportFault, memberLeft }: Pick<Scim, 'reportFault'> & Pick<ScimContext, 'memberLeft'>,
): Scim => ({
  findTenant: (slug) => ports.tenants.findBySlug(slug),
  authenticate: createAuthenticate(ports),
  resources: resourceTypes.map((type) => createResourceUseCases({ ...ports, memberLeft }, type)),
  discovery,
  record: createRequestRecord(ports.log, ports.clock),
  clock: ports.clock,
  reportFault,
});
