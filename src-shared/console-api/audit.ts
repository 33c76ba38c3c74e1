// The audit log of the console itself: who did what to credentials, single sign-on, tenants, roles and exports. Append-only,
// each entry chained to the one before by its hash.
import { z } from 'zod';
import { audited, method } from './method.ts';

export const auditEntry = z.object({
  /** Ascending from 1, without gaps. */
  seq: z.number().int(),
  at: z.string(),
  actor: z.object({
    kind: z.enum(['local', 'person', 'nobody', 'rollcall']),
    name: z.string(),
    subject: z.string().nullable(),
  }),
  via: z.enum(['window', 'browser', 'cli', 'host']),
  /** A console method, or what Rollcall did by itself, as `token.retired`. */
  action: z.string(),
  tenantId: z.string().nullable(),
  /** Name and id of what it was done to. */
  target: z.string().nullable(),
  /** `refused`: not permitted, not signed in, or a wrong secret. */
  outcome: z.enum(['done', 'refused', 'failed']),
  /** What was before and after; never a secret. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  detail: z.string().nullable(),
  /** SHA-256 over the entry and the hash before it, hexadecimal. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const auditVerdict = z.object({
  intact: z.boolean(),
  entries: z.number().int(),
  /** Hash of the newest entry: kept elsewhere, it shows later that nothing before it was changed. */
  head: z.string(),
  fault: z
    .object({ seq: z.number().int(), kind: z.enum(['edited', 'missing', 'reordered']), detail: z.string() })
    .nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const auditMethods = {
  /** The newest matching entries, descending by seq. */
  'audit.list': method(
    z.object({
      /** Part of an action, a name, a target or a detail, any case. */
      search: z.string().max(200).default(''),
      tenantId: z.string().nullable().default(null),
      outcome: z.enum(['any', 'done', 'refused', 'failed']).default('any'),
      beforeSeq: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ total: z.number().int(), entries: z.array(auditEntry) }),
    'audit.view',
  ),
  'audit.verify': method(z.object({}), auditVerdict, 'audit.view'),
  'audit.export': audited(
    z.object({}),
    z.object({ fileName: z.string(), document: z.record(z.string(), z.unknown()) }),
    'audit.export',
  ),
};
