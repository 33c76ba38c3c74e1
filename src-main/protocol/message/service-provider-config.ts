// What this service provider supports, RFC 7643 §5. Clients read the numbers even of what is not supported: authentik
// sends as many PATCH operations at once as `bulk.maxOperations` says, so it is never 0.
import type { JsonObject } from '#shared/lang/json.ts';
import { limits } from '#shared/scim/limits.ts';
import { serviceProviderConfigSchema } from '#shared/scim/urn.ts';

/** `baseUrl` is the tenant's SCIM root without a trailing slash. */
export const serviceProviderConfig = (baseUrl: string): JsonObject => ({
  schemas: [serviceProviderConfigSchema],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 1000, maxPayloadSize: limits.bodyBytes },
  filter: { supported: true, maxResults: limits.pageSize },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth Bearer Token',
      description: "The tenant's Secret Token, sent as Authorization: Bearer.",
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
});
