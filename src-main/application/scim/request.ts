// One SCIM request on its way through the use cases, and what is answered. The edge fills in what it learns on the way,
// so that the log entry of a request refused half-way says all that was known by then.
import type { JsonValue } from '#shared/lang/json.ts';
import type { AuthenticationCheck, ProvisioningAction } from '#shared/console-api/provisioning-log.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';

/** One authenticated or refused request. */
export interface ScimRequest {
  readonly tenant: Tenant;
  readonly profile: TenantProfile;
  /** What the tenant serves. */
  readonly types: ResourceTypeSet;
  /** `https://host/{tenant}/scim/v2`, without a slash at its end. */
  readonly baseUrl: string;
  readonly method: string;
  /** Path below the tenant's base with its query, as sent. Redacted only when it is stored. */
  readonly path: string;
  /** Wall clock at arrival, ISO 8601 UTC. */
  readonly receivedAt: string;
  /** Monotonic clock at arrival, milliseconds. */
  readonly startedAtMs: number;
  readonly clientAddress: string;
  readonly userAgent: string | undefined;
  /** Set once the credential was found valid, with the User it stands for if it is bound to one. */
  credentialId?: string;
  userId?: string;
  /** Set where the request is refused for its credentials: what was looked at. */
  authentication?: readonly AuthenticationCheck[];
  /** The id that a resource to be created gets: a bulk request has put it where others refer to the resource. */
  readonly newId?: string;
  /** Set once the body was read: as sent, and parsed when it could be. */
  bodyText?: string;
  body?: JsonValue;
}

/** Query parameters by lower-case name, decoded once; one without a value is the empty string. */
export type Query = Readonly<Record<string, string | undefined>>;

/** The conditional headers of RFC 7644 §3.14, as sent. */
export interface Preconditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** What the log says about a request beside what was sent and answered. */
export interface LogFacts {
  readonly provisioningAction: ProvisioningAction;
  readonly resourceType?: string;
  readonly resourceId?: string;
  readonly targetName?: string;
  readonly changedAttributes: readonly string[];
  readonly notes: readonly string[];
  /** Of a list: how many it found. */
  readonly totalResults?: number;
  /** Whether a write brought members that were not there. */
  readonly addsMembers?: boolean;
  /** Whether a write turned a person made here into a provisioned one. */
  readonly matchesPerson?: boolean;
}

/** What the client gets, and what the log says about it. */
export interface ScimReply {
  readonly status: number;
  /** JSON text. */
  readonly body?: string;
  readonly location?: string;
  readonly etag?: string;
  readonly facts: LogFacts;
}

/** A reply as the edge gets it: `seq` is that of the log entry that was committed with the write. */
export interface Answer {
  readonly reply: ScimReply;
  readonly seq?: number;
}
