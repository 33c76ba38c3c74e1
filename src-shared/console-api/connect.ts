// What was seen of an identity provider so far: the evidence that ticks the steps of the Connect page.
import { z } from 'zod';
import { evidenceKinds } from './evidence-kinds.ts';
import { method } from './method.ts';

export { evidenceKinds, type EvidenceKind } from './evidence-kinds.ts';

export const incrementalAfterMs = 20 * 60 * 1000;

/** When it was first seen, and the log entry that shows it; `tokenCreated` has none. */
const evidence = z.object({ at: z.string(), logSeq: z.number().int().nullable() });
export type Evidence = z.infer<typeof evidence>;

/** One row of the profile's attribute table, and how many people (or groups) have a value for it. */
const attributeCoverage = z.object({
  path: z.string(),
  type: z.enum(['String', 'Boolean', 'Reference']),
  filterable: z.boolean(),
  required: z.boolean(),
  arrived: z.number().int(),
});
export type AttributeCoverage = z.infer<typeof attributeCoverage>;

const connectState = z.object({
  evidence: z.record(z.enum(evidenceKinds), evidence.nullable()),
  users: z.object({ total: z.number().int(), attributes: z.array(attributeCoverage) }),
  /** Null: the profile has no groups. */
  groups: z.object({ total: z.number().int(), attributes: z.array(attributeCoverage) }).nullable(),
});
export type ConnectState = z.infer<typeof connectState>;

export const connectMethods = {
  'connect.get': method(z.object({ tenantId: z.string().min(1) }), connectState, 'connect.view'),
};
