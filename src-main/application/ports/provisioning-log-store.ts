// The provisioning log: what identity providers asked and what Rollcall answered. Field names follow Microsoft Graph's
// provisioningObjectSummary where the meaning is the same. Everything here is redacted before it reaches the store.
import type { EvidenceKind } from '#shared/console-api/connect.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type {
  AuthenticationCheck,
  ChangeSource,
  LogQuery,
  ProvisioningAction,
  RequestBucket,
} from '#shared/console-api/provisioning-log.ts';

/** One request and its answer, before the database has given it a place. */
export interface LogEntryDraft {
  readonly tenantId: string;
  /** Absent for a request of a client. */
  readonly source?: ChangeSource;
  /** When the request arrived. */
  readonly activityDateTime: string;
  readonly durationInMilliseconds: number;
  readonly method: string;
  /** Path below the tenant's base with its query, percent-decoding left as sent: `/Users?filter=…`. */
  readonly path: string;
  /** 0 while unknown: the client went away before there was an answer (see `aborted`). */
  readonly status: number;
  readonly aborted: boolean;
  readonly scimType?: string;
  /** The error's detail, for the row's sentence. */
  readonly detail?: string;
  readonly provisioningAction: ProvisioningAction;
  readonly resourceType?: string;
  readonly resourceId?: string;
  /** displayName, else userName, else the filter's literal: who or what the sentence is about. */
  readonly targetName?: string;
  /** Names of the attributes that changed, in the resource's order. */
  readonly changedAttributes: readonly string[];
  /** Deviations accepted in lenient mode, one sentence each. */
  readonly notes: readonly string[];
  /** The token, OAuth client or provider whose credential was taken. */
  readonly credentialId?: string;
  /** Of a request that was refused for its credentials; an entry of a list comes without. */
  readonly authentication?: readonly AuthenticationCheck[];
  readonly clientAddress: string;
  readonly userAgent?: string;
  readonly requestBody?: string;
  readonly responseBody?: string;
  /** Bytes of the whole response body, also when `responseBody` holds only its head. */
  readonly responseBytes: number;
  /** Steps of the Connect page that the request shows done. Of each only the first request is remembered, with its seq. */
  readonly shows?: readonly EvidenceKind[];
}

/** An entry as it stands in the log. */
export interface LogEntry extends LogEntryDraft {
  /** Given by the database, ascending in the order the entries were written; the only key a reader may use. */
  readonly seq: number;
}

/** Something seen for the first time of a tenant, and the log entry that shows it. */
export interface FirstSighting {
  readonly kind: EvidenceKind;
  readonly at: string;
  /** Null once the entry is gone from the log. */
  readonly logSeq: number | null;
}

/** A person's role by its name; null for none. */
export interface RoleChange {
  readonly from: string | null;
  readonly to: string | null;
}

/** One resource's state before and after one write, with the members that came and went. */
export interface ChangeRecord {
  readonly seq: number;
  readonly logSeq: number;
  readonly source: ChangeSource;
  readonly at: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly action: ProvisioningAction;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  /** Names of the role before and after; absent when it stayed. */
  readonly role?: RoleChange;
  readonly membersAdded: readonly { value: string; display?: string }[];
  readonly membersRemoved: readonly { value: string; display?: string }[];
}

/** Appends and reads; an entry is amended only in how its reply ended. */
export interface ProvisioningLogStore {
  /**
   * Queues an entry that belongs to no write (a read, a refusal, an abort). It is written with the next transaction, at
   * the latest after 50 ms, in the order of the calls; `onAppended` reports it.
   */
  append(entry: LogEntryDraft): void;
  /** Corrects an entry stored with its write once the reply has left, or failed to. Written with the next transaction. */
  amend(seq: number, facts: { durationInMilliseconds: number; aborted: boolean }): void;
  /**
   * Calls back after each commit with the entries it stored, ascending by seq, and the ids of the tenants of which they
   * show something for the first time. Only one listener.
   */
  onAppended(listener: (entries: readonly LogEntry[], firstSeenIn: readonly string[]) => void): void;
  list(query: LogQuery): Promise<{ entries: readonly LogEntry[]; total: number }>;
  get(tenantId: string, seq: number): Promise<{ entry: LogEntry; change?: ChangeRecord } | undefined>;
  /** Every change of one resource, newest first, its memberships' changes included. */
  history(tenantId: string, resourceId: string, limit: number): Promise<readonly ChangeRecord[]>;
  /** At most one of each kind, in no particular order. */
  firstSightings(tenantId: string): Promise<readonly FirstSighting[]>;
  /** Succeeded and failed requests per half hour since `from`, empty buckets left out. */
  requestsPerHalfHour(tenantId: string, from: string): Promise<readonly RequestBucket[]>;
}
