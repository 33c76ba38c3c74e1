import { z } from 'zod';
import { reminder } from './credentials.ts';
import { method } from './method.ts';
import { logRow, requestBucket } from './provisioning-log.ts';
import { peopleCounts } from './users.ts';

export const overview = z.object({
  people: peopleCounts,
  /** The newest request that carried a valid token. */
  lastRequest: logRow.nullable(),
  activeTokens: z.number().int(),
  /** Most urgent first. */
  reminders: z.array(reminder),
  /** The last 24 hours per half hour, ascending, empty buckets included. */
  requests: z.array(requestBucket),
});
export type Overview = z.infer<typeof overview>;

export const overviewMethods = {
  'overview.get': method(z.object({ tenantId: z.string().min(1) }), overview, 'signedIn'),
};
