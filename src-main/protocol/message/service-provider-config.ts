// What this service provider supports, RFC 7643 §5. Clients read the numbers even of what is not supported: authentik
// sends as many PATCH operations at once as `bulk.maxOperations` says, so it is never 0.
import type { JsonObject } from '#shared/lang/json.ts';
import { limits } from '#shared/scim/limits.ts';
import { serviceProviderConfigSchema } from '#shared/scim/urn.ts';

/** `baseUrl` is the tenant's SCIM root without a trailing slash. */
export const serviceProviderConfig = (baseUrl: string): JsonObject => ({
  schemas: [serviceProviderConfigSchema],
  patch: { supported: true },
  bulk: { supported: true, maxOperations: limits.bulkOperations, maxPayloadSize: limits.bulkBytes },
  filter: { supported: true, maxResults: limits.pageSize },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  // RFC 9865 §4: a client that asks for neither gets the paging it has always known.
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: limits.defaultPageSize,
    maxPageSize: limits.pageSize,
    cursorTimeout: limits.cursorSeconds,
  },
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
