// What the SCIM listener needs to serve a tenant's OAuth endpoints.
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OAuthStore } from '../../ports/oauth-store.ts';
import type { ProvisioningLogStore } from '../../ports/provisioning-log-store.ts';
import { draftTokenRequest, type OAuthOutcome, type OAuthRequest } from '../../provisioning-log/draft-token-request.ts';
import { elapsed } from '../../provisioning-log/elapsed.ts';
import type { TokenEndpoint } from './issue-token.ts';
import { oauthMetadata, type OAuthMetadata } from './metadata.ts';

export interface OAuth extends TokenEndpoint {
  /** @param origin as the client knows this server: scheme, host and port */
  readonly metadata: (tenant: Pick<Tenant, 'id' | 'slug'>, origin: string) => Promise<OAuthMetadata>;
  /** Told once for each request, when its response is closed. `delivered`: the whole response left. */
  readonly record: (request: OAuthRequest, outcome: OAuthOutcome, delivered: boolean) => void;
}

export const createOAuth = (
  { oauth, log, clock }: { oauth: OAuthStore; log: ProvisioningLogStore; clock: Clock },
  endpoint: TokenEndpoint,
): OAuth => ({
  ...endpoint,
  async metadata({ id, slug }, origin) {
    const clients = await oauth.list(id);
    const isFederated = clients.some(({ trust, revokedAt }) => trust !== undefined && revokedAt === undefined);
    return oauthMetadata(origin, slug, isFederated);
  },
  record: (request, outcome, delivered) =>
    log.append(
      draftTokenRequest(request, outcome, {
        durationInMilliseconds: elapsed(clock, request),
        aborted: !delivered,
      }),
    ),
});
