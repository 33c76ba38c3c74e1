// The SCIM use cases as the public listener sees them: find the tenant, authenticate, do, record.
import type { JsonValue } from '#shared/lang/json.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { Authenticate } from '../credentials/authenticate.ts';
import type { OAuth } from '../credentials/oauth/oauth.ts';
import type { ServedTenants } from '../definitions/served-tenants.ts';
import type { Clock } from '../ports/clock.ts';
import type { RequestRecord } from '../provisioning-log/record.ts';
import type { AnswerFault } from './fault.ts';
import type { Answer, Preconditions, Query, ScimReply, ScimRequest } from './request.ts';

/** One resource type's use cases (RFC 7644 §3.3 to §3.6). All reject with a ScimError, or with a fault of Rollcall. */
export interface ResourceUseCases {
  list(request: ScimRequest, query: Query): Promise<Answer>;
  create(request: ScimRequest, body: JsonValue, query: Query): Promise<Answer>;
  get(request: ScimRequest, id: string, query: Query, preconditions: Preconditions): Promise<Answer>;
  replace(
    request: ScimRequest,
    id: string,
    body: JsonValue,
    query: Query,
    preconditions: Preconditions,
  ): Promise<Answer>;
  patch(request: ScimRequest, id: string, body: JsonValue, query: Query, preconditions: Preconditions): Promise<Answer>;
  remove(request: ScimRequest, id: string, preconditions: Preconditions): Promise<Answer>;
}

/** The User behind the caller's token (RFC 7644 §3.11). All reject like ResourceUseCases. */
export interface Me {
  /** Where the User really is: said in every answer. */
  readonly location: string;
  get(query: Query, preconditions: Preconditions): Promise<Answer>;
  replace(body: JsonValue, query: Query, preconditions: Preconditions): Promise<Answer>;
  patch(body: JsonValue, query: Query, preconditions: Preconditions): Promise<Answer>;
  remove(preconditions: Preconditions): Promise<Answer>;
}

/** The documents that describe this service (RFC 7644 §4). They throw a ScimError for an unknown id or a filter. */
export interface Discovery {
  serviceProviderConfig(request: ScimRequest, query: Query): ScimReply;
  resourceTypes(request: ScimRequest, query: Query): ScimReply;
  resourceType(request: ScimRequest, name: string): ScimReply;
  schemas(request: ScimRequest, query: Query): ScimReply;
  schema(request: ScimRequest, id: string): ScimReply;
}

/** Everything the public listener may do. */
export interface Scim {
  /** Undefined for an unknown slug. */
  readonly findTenant: ServedTenants['find'];
  readonly authenticate: Authenticate;
  /** Access tokens for OAuth clients, beside SCIM itself. */
  readonly oauth: OAuth;
  /** The use cases of one resource type of the tenant that the request is for. */
  readonly resources: (type: ResourceType) => ResourceUseCases;
  /** A query across all resource types of the tenant (RFC 7644 §3.4.2.1). */
  readonly rootSearch: (request: ScimRequest, query: Query) => Promise<Answer>;
  /** Throws 501 when nobody is behind the token. */
  readonly me: (request: ScimRequest) => Me;
  readonly bulk: (request: ScimRequest, body: JsonValue) => Promise<Answer>;
  readonly discovery: Discovery;
  readonly record: RequestRecord;
  /** The clock of the log. */
  readonly clock: Clock;
  readonly answerFault: AnswerFault;
}
