import { z } from 'zod';
import { method } from './method.ts';

/**
 * What a request did, in Entra's words; `read` covers lookups and discovery, `bulk` a request whose
 * operations have entries of their own, `none` what was refused before it ran.
 */
export const provisioningAction = z.enum([
  'create',
  'update',
  'disable',
  'enable',
  'delete',
  'addMember',
  'removeMember',
  'read',
  'bulk',
  'none',
]);
export type ProvisioningAction = z.infer<typeof provisioningAction>;

/** `console`: no request but a change that the admin made here; method, path and client are empty then. */
const changeSource = z.enum(['client', 'console']);
export type ChangeSource = z.infer<typeof changeSource>;

/** A row of the log; also what is pushed for each request. Keyed by `seq`, ascending, gaps possible. */
export const logRow = z.object({
  seq: z.number().int(),
  source: changeSource,
  activityDateTime: z.string(),
  durationInMilliseconds: z.number(),
  method: z.string(),
  path: z.string(),
  /** 0 when the client went away before it was answered. */
  status: z.number().int(),
  aborted: z.boolean(),
  provisioningAction,
  resourceType: z.string().nullable(),
  resourceId: z.string().nullable(),
  targetName: z.string().nullable(),
  changedAttributes: z.array(z.string()),
  /** How many notes the entry has: what the request said otherwise than the RFC does. */
  noteCount: z.number().int(),
  /** Of who asked; empty for a change that was made here. */
  clientAddress: z.string(),
  detail: z.string().nullable(),
});
export type LogRow = z.infer<typeof logRow>;

const modifiedProperty = z.object({
  displayName: z.string(),
  oldValue: z.string().nullable(),
  newValue: z.string().nullable(),
});
export type ModifiedProperty = z.infer<typeof modifiedProperty>;

/** One change of one resource, for a person's history and a log entry's detail. */
export const change = z.object({
  seq: z.number().int(),
  logSeq: z.number().int(),
  source: changeSource,
  at: z.string(),
  resourceType: z.string(),
  resourceId: z.string(),
  action: provisioningAction,
  modifiedProperties: z.array(modifiedProperty),
});
export type Change = z.infer<typeof change>;

/** What to open on the Credentials page, and of which token or OAuth client. */
const settledBy = z.object({
  step: z.enum(['editToken', 'rotateToken', 'editClient', 'addSecret', 'showConnection']),
  id: z.string(),
});
export type SettledBy = z.infer<typeof settledBy>;

/**
 * One step of how a request was let in or refused, in the order they were made; after the first that failed, the rest was not
 * made. Never the secret itself: a hint of four characters at most.
 */
const authenticationCheck = z.object({
  check: z.enum([
    'tunnelNetwork',
    'header',
    'form',
    'known',
    'tenant',
    'revoked',
    'expired',
    'network',
    'scope',
    'client',
    'clientSecret',
    'signature',
    'issuer',
    'audience',
    'subject',
    'lifetime',
    'enabled',
    'keys',
  ]),
  passed: z.boolean(),
  expected: z.string(),
  received: z.string(),
  /** What to do about it; only of the one that failed. */
  action: z.string().nullable(),
  /** Where that is done, if it is about one credential of this tenant. */
  settledBy: settledBy.optional(),
});
export type AuthenticationCheck = z.infer<typeof authenticationCheck>;

const logDetail = logRow.extend({
  scimType: z.string().nullable(),
  /** What was sent otherwise than the RFC has it, and how it was read. */
  notes: z.array(z.string()),
  /** The token, OAuth client or provider whose credential was taken. */
  tokenLabel: z.string().nullable(),
  /** Of a request that was refused for its credentials; null for the others. */
  authentication: z.array(authenticationCheck).nullable(),
  userAgent: z.string().nullable(),
  modifiedProperties: z.array(modifiedProperty),
  requestBody: z.string().nullable(),
  responseBody: z.string().nullable(),
  /** Larger than `responseBody` when only its head was kept. */
  responseBytes: z.number().int(),
});
export type LogDetail = z.infer<typeof logDetail>;

const logQuery = z.object({
  tenantId: z.string().min(1),
  /** Part of a name, a path, a changed attribute, an id or an error's detail, any case. */
  search: z.string().max(200).default(''),
  result: z.enum(['any', 'succeeded', 'failed']).default('any'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).nullable().default(null),
  /** Only entries with notes. */
  noted: z.boolean().default(false),
  /** Only requests about this resource. */
  resourceId: z.string().max(200).nullable().default(null),
  /** Only requests from this address. */
  clientAddress: z.string().max(64).nullable().default(null),
  /** Only entries below (older than) this seq. */
  beforeSeq: z.number().int().nullable().default(null),
  /** Only entries above (newer than) this seq. */
  afterSeq: z.number().int().nullable().default(null),
  limit: z.number().int().min(1).max(500).default(200),
});
export type LogQuery = z.infer<typeof logQuery>;

/** Requests of one half hour; `start` is its first instant. */
export const requestBucket = z.object({ start: z.string(), succeeded: z.number().int(), failed: z.number().int() });
export type RequestBucket = z.infer<typeof requestBucket>;

export const provisioningLogMethods = {
  /** The newest matching entries, ascending by seq; `total` counts all that match without beforeSeq and afterSeq. */
  'provisioningLog.list': method(
    logQuery,
    z.object({ total: z.number().int(), entries: z.array(logRow) }),
    'provisioningLog.view',
  ),
  'provisioningLog.get': method(
    z.object({ tenantId: z.string().min(1), seq: z.number().int() }),
    logDetail,
    'provisioningLog.view',
  ),
};
