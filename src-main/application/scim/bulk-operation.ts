// One operation of a bulk request, done exactly like the single request it stands for: the same use case, a log entry of
// its own, the same errors.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { methodNotAllowed, ScimError } from '../../protocol/message/scim-error.ts';
import type { BulkOperation, BulkResult, SentOperation } from '../../protocol/message/bulk.ts';
import type { RequestRecord } from '../provisioning-log/record.ts';
import type { ResourceStore } from '../ports/resource-store.ts';
import type { ScimContext } from './context.ts';
import { typeAt } from './endpoint.ts';
import type { AnswerFault } from './fault.ts';
import { createMe } from './me.ts';
import { resourceLocation } from './render.ts';
import type { Answer, Preconditions, ScimRequest } from './request.ts';
import { createResourceUseCases } from './resources.ts';
import type { Scim } from './scim.ts';

/** What bulk operations are done with. */
export interface BulkParts {
  readonly context: ScimContext;
  readonly record: RequestRecord;
  readonly answerFault: AnswerFault;
}

/** The same store, which says when a write has taken its place in the queue: what comes later is written later. */
function announcing(resources: ResourceStore, queued: () => void): ResourceStore {
  const announced = <Result>(written: Promise<Result>): Promise<Result> => {
    queued();
    return written;
  };
  return {
    find: (ref, include) => resources.find(ref, include),
    list: (query) => resources.list(query),
    listAcross: (query) => resources.listAcross(query),
    create: (resource, settle) => announced(resources.create(resource, settle)),
    modify: (ref, needs, change, settle) => announced(resources.modify(ref, needs, change, settle)),
    remove: (ref, check, settle) => announced(resources.remove(ref, check, settle)),
  };
}

const query = {};

const wrongMethod = ({ method, endpoint, id }: BulkOperation): ScimError =>
  id === undefined
    ? methodNotAllowed(`${method} is not possible on /${endpoint}. It takes POST; the others take /${endpoint}/{id}.`)
    : methodNotAllowed(`${method} is not possible on /${endpoint}/{id}. It takes PUT, PATCH and DELETE.`);

function perform(resources: Scim['resources'], request: ScimRequest, operation: BulkOperation): Promise<Answer> {
  const { method, endpoint, id, version, data = {} } = operation;
  const preconditions: Preconditions = { ifMatch: version, ifNoneMatch: undefined };
  if (endpoint.toLowerCase() === 'me' && id === undefined && method !== 'POST') {
    const me = createMe(resources)(request);
    if (method === 'PUT') return me.replace(data, query, preconditions);
    return method === 'PATCH' ? me.patch(data, query, preconditions) : me.remove(preconditions);
  }
  const resource = resources(typeAt(endpoint, request));
  if (method === 'POST' ? id !== undefined : id === undefined) throw wrongMethod(operation);
  switch (method) {
    case 'POST':
      return resource.create(request, data, query);
    case 'PUT':
      return resource.replace(request, id ?? '', data, query, preconditions);
    case 'PATCH':
      return resource.patch(request, id ?? '', data, query, preconditions);
    case 'DELETE':
      return resource.remove(request, id ?? '', preconditions);
    default:
      return assertNever(method, 'method');
  }
}

/** RFC 7644 §3.7: every answer has a location but that of a resource that was not created. */
function locationOf({ baseUrl, types, userId }: ScimRequest, { endpoint, id }: BulkOperation): string | undefined {
  const isMe = id === undefined && endpoint.toLowerCase() === 'me';
  const type = types.find(isMe ? 'User' : endpoint);
  const target = isMe ? userId : id;
  return type === undefined || target === undefined ? undefined : resourceLocation(baseUrl, type, target);
}

const pathOf = ({ endpoint, id }: BulkOperation): string =>
  id === undefined ? `/${endpoint}` : `/${endpoint}/${encodeURIComponent(id)}`;

/** Does operations of one bulk request. Never rejects: what went wrong is in the result. */
export class BulkOperations {
  readonly #parts: BulkParts;
  readonly #request: ScimRequest;

  constructor(parts: BulkParts, request: ScimRequest) {
    this.#parts = parts;
    this.#request = request;
  }

  /**
   * @param operation what was sent, its references resolved
   * @param newId the id that a POST gives
   * @param queued called once the write is in the queue; not at all when it comes to none
   */
  async run(
    sent: SentOperation,
    operation: BulkOperation,
    newId: string | undefined,
    queued: () => void,
  ): Promise<BulkResult> {
    const { context, record } = this.#parts;
    const request = this.#requestOf(operation.method, pathOf(operation), operation.data, newId);
    const location = locationOf(request, operation);
    const named = { ...this.#named(sent), ...(location === undefined ? {} : { location }) };
    const store = announcing(context.resources, queued);
    try {
      const resources: Scim['resources'] = (type) => createResourceUseCases({ ...context, resources: store }, type);
      const answer = await perform(resources, request, operation);
      record.answered(request, answer, true);
      const { status, etag, location: created = location } = answer.reply;
      return {
        ...named,
        ...(created === undefined ? {} : { location: created }),
        ...(etag === undefined ? {} : { version: etag }),
        outcome: status,
      };
    } catch (error) {
      const where = `POST /Bulk, ${operation.method} /${operation.endpoint}`;
      const refusal = error instanceof ScimError ? error : this.#parts.answerFault(error, where);
      record.refused(request, refusal, true);
      return { ...named, outcome: refusal };
    }
  }

  /** An operation that is not tried at all. */
  refuse(sent: SentOperation, refusal: ScimError): BulkResult {
    const { operation, method, path } = sent;
    const request =
      operation instanceof ScimError
        ? this.#requestOf(method === '' ? '?' : method.slice(0, 16), path === '' ? '/Bulk' : path, undefined)
        : this.#requestOf(operation.method, pathOf(operation), operation.data);
    this.#parts.record.refused(request, refusal, true);
    const location = operation instanceof ScimError ? undefined : locationOf(request, operation);
    return { ...this.#named(sent), ...(location === undefined ? {} : { location }), outcome: refusal };
  }

  #named({ method, bulkId }: SentOperation): Pick<BulkResult, 'method' | 'bulkId'> {
    return { method, ...(bulkId === undefined ? {} : { bulkId }) };
  }

  #requestOf(method: string, path: string, data: JsonObject | undefined, newId?: string): ScimRequest {
    const { clock } = this.#parts.context;
    const { tenant, profile, types, baseUrl, clientAddress, userAgent, credentialId, userId } = this.#request;
    return {
      tenant,
      profile,
      types,
      baseUrl,
      method,
      path,
      receivedAt: clock.now(),
      startedAtMs: clock.monotonic(),
      clientAddress,
      userAgent,
      ...(credentialId === undefined ? {} : { credentialId }),
      ...(userId === undefined ? {} : { userId }),
      ...(newId === undefined ? {} : { newId }),
      ...(data === undefined ? {} : { bodyText: JSON.stringify(data), body: data }),
    };
  }
}
