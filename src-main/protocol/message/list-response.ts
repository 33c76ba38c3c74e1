// The answer to every query, RFC 7644 §3.4.2. The counters are numbers and `Resources` is there even when it is empty:
// identity providers refuse anything else.
import type { JsonObject } from '#shared/lang/json.ts';
import { listResponseMessage } from '#shared/scim/urn.ts';

/** All of `resources` unless `totalResults` says there are more; `startIndex` is 1-based. */
export const listResponse = (
  resources: readonly JsonObject[],
  { totalResults = resources.length, startIndex = 1 }: { totalResults?: number; startIndex?: number } = {},
): JsonObject => ({
  schemas: [listResponseMessage],
  totalResults,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});
