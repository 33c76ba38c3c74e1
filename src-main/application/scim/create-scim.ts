import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { createAuthenticate } from '../credentials/authenticate.ts';
import type { OAuth } from '../credentials/oauth/oauth.ts';
import type { CheckProviderToken } from '../credentials/authentication.ts';
import type { ServedTenants } from '../definitions/served-tenants.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialUses } from '../ports/credential-uses.ts';
import type { DirectoryReader } from '../ports/directory-reader.ts';
import type { Networks } from '../ports/networks.ts';
import type { ProvisioningLogStore } from '../ports/provisioning-log-store.ts';
import type { ResourceStore } from '../ports/resource-store.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { TokenStore } from '../ports/token-store.ts';
import { createRequestRecord } from '../provisioning-log/record.ts';
import { createBulk } from './bulk.ts';
import type { ScimContext } from './context.ts';
import { discovery } from './discovery.ts';
import { createAnswerFault, type ReportFault } from './fault.ts';
import { createMe } from './me.ts';
import { createResourceUseCases } from './resources.ts';
import { createRootSearch } from './root-search.ts';
import type { ResourceUseCases, Scim } from './scim.ts';

interface ScimPorts {
  readonly resources: ResourceStore;
  readonly directory: DirectoryReader;
  readonly tokens: TokenStore;
  readonly credentialUses: CredentialUses;
  readonly networks: Networks;
  readonly log: ProvisioningLogStore;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

/** Made once for each type, however many requests it has. */
function createResourceUseCasesOnce(context: ScimContext): Scim['resources'] {
  const made = new WeakMap<ResourceType, ResourceUseCases>();
  return (type) => {
    const known = made.get(type) ?? createResourceUseCases(context, type);
    made.set(type, known);
    return known;
  };
}

/** What the use cases need beside the ports. */
interface ScimParts extends Pick<ScimContext, 'memberLeft'> {
  readonly reportFault: ReportFault;
  /** Where tokens that a provider issued itself are checked. */
  readonly checkProviderToken?: CheckProviderToken;
  readonly oauth: OAuth;
}

/** The use cases of every resource type over the ports. */
export function createScim(
  ports: ScimPorts,
  served: Pick<ServedTenants, 'find'>,
  { reportFault, memberLeft, checkProviderToken, oauth }: ScimParts,
): Scim {
  const context: ScimContext = { ...ports, memberLeft };
  const resources = createResourceUseCasesOnce(context);
  const record = createRequestRecord(ports.log, ports.clock);
  const answerFault = createAnswerFault(reportFault, ports.secrets);
  return {
    findTenant: served.find,
    authenticate: createAuthenticate(ports, checkProviderToken),
    oauth,
    resources,
    rootSearch: createRootSearch(context),
    me: createMe(resources),
    bulk: createBulk({ context, record, answerFault }),
    discovery,
    record,
    clock: ports.clock,
    answerFault,
  };
}
