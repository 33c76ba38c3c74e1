// BulkRequest and BulkResponse, RFC 7644 §3.7. What is wrong with the message as a whole refuses it before anything is
// done; what is wrong with one operation is that operation's answer alone.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { limits } from '#shared/scim/limits.ts';
import { bulkRequestMessage, bulkResponseMessage } from '#shared/scim/urn.ts';
import type { Deviations } from '../deviations.ts';
import { foldedMembers, requireMessageSchema } from './message-schema.ts';
import { errorBody, invalidSyntax, invalidValue, notFound, payloadTooLarge, ScimError } from './scim-error.ts';

const bulkMethods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type BulkMethod = (typeof bulkMethods)[number];

/** One operation that can be tried. */
export interface BulkOperation {
  readonly method: BulkMethod;
  /** The first segment of the path, decoded: `Users`. */
  readonly endpoint: string;
  /** The second one: an id, or `bulkId:` and the bulkId of a resource that the request creates. */
  readonly id?: string;
  readonly bulkId?: string;
  /** The If-Match of this operation. */
  readonly version?: string;
  /** The body; absent for DELETE. */
  readonly data?: JsonObject;
}

/** An operation as the answer names it, and what it asks for or why that cannot be tried. */
export interface SentOperation {
  readonly method: string;
  readonly path: string;
  readonly bulkId?: string;
  readonly operation: BulkOperation | ScimError;
}

export interface BulkRequest {
  /** After so many errors no further operation is tried; Infinity when all are. */
  readonly failOnErrors: number;
  readonly operations: readonly SentOperation[];
}

/** How one operation ended. */
export interface BulkResult {
  readonly method: string;
  readonly bulkId?: string;
  /** Absent only for a resource that was not created. */
  readonly location?: string;
  readonly version?: string;
  readonly outcome: number | ScimError;
}

const shown = (value: JsonValue | undefined): string =>
  value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);

function readFailOnErrors(value: JsonValue | undefined, deviations: Deviations): number {
  if (value === undefined || value === null) return Infinity;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw invalidValue(`failOnErrors is ${shown(value)}. Send a whole number of at least 1, or leave it out.`, {
      path: 'failOnErrors',
    });
  }
  if (value >= 1) return value;
  deviations.tolerate(`failOnErrors: ${value} read as no limit`, () =>
    invalidValue(`failOnErrors is ${value}. Send at least 1, or leave it out to have every operation tried.`, {
      path: 'failOnErrors',
    }),
  );
  return Infinity;
}

const isBulkMethod = (method: string): method is BulkMethod => (bulkMethods as readonly string[]).includes(method);

function readMethod(value: JsonValue | undefined, deviations: Deviations): BulkMethod {
  const method = typeof value === 'string' ? value.toUpperCase() : '';
  if (!isBulkMethod(method)) {
    throw invalidSyntax(`method is ${shown(value)}. Send POST, PUT, PATCH or DELETE.`, { path: 'method' });
  }
  if (method !== value) {
    deviations.tolerate(`method: ${shown(value)} read as ${method}`, () =>
      invalidSyntax(`method is ${shown(value)}. Send "${method}".`, { path: 'method' }),
    );
  }
  return method;
}

const pathForm = /^(\/?)([^/?#]+)(?:\/([^/?#]+))?\/?(\?[^#]*)?$/;

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw invalidSyntax(`path holds "${segment.slice(0, 60)}", which is not valid percent-encoding.`, {
      path: 'path',
      cause,
    });
  }
}

function readPath(value: JsonValue | undefined, deviations: Deviations): Pick<BulkOperation, 'endpoint' | 'id'> {
  if (typeof value !== 'string' || value === '') {
    throw invalidSyntax(`path is ${shown(value)}. Send a path below the Tenant URL, for example "/Users".`, {
      path: 'path',
    });
  }
  const [, slash, endpoint, id, query] = pathForm.exec(value) ?? [];
  if (endpoint === undefined) {
    throw notFound(`There is no resource at path "${value.slice(0, 200)}". Send "/{endpoint}" or "/{endpoint}/{id}".`, {
      path: 'path',
    });
  }
  if (slash === '') {
    deviations.tolerate(`path: "/" is missing before ${endpoint.slice(0, 60)}`, () =>
      invalidSyntax(`path is ${shown(value)}. Begin it with "/".`, { path: 'path' }),
    );
  }
  if (query !== undefined) {
    deviations.tolerate('path: the query of an operation is ignored, its answer has no body', () =>
      invalidSyntax(`path is ${shown(value)}. Leave its query out: an operation takes none.`, { path: 'path' }),
    );
  }
  return { endpoint: decoded(endpoint), ...(id === undefined ? {} : { id: decoded(id) }) };
}

function readBulkId(value: JsonValue | undefined, method: BulkMethod): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  if (value !== undefined && value !== null) {
    throw invalidSyntax(`bulkId is ${shown(value)}. Send a string that is not empty.`, { path: 'bulkId' });
  }
  if (method !== 'POST') return undefined;
  throw invalidSyntax(
    'bulkId is missing: a POST must have one, by which its answer is found. Send any unique string.',
    {
      path: 'bulkId',
    },
  );
}

function readVersion(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw invalidSyntax(`version is ${shown(value)}. Send the resource's version as a string.`, { path: 'version' });
}

function readOperation(sent: ReadonlyMap<string, JsonValue>, deviations: Deviations): BulkOperation {
  const method = readMethod(sent.get('method'), deviations);
  const bulkId = readBulkId(sent.get('bulkid'), method);
  const target = readPath(sent.get('path'), deviations);
  const version = readVersion(sent.get('version'));
  const operation: BulkOperation = {
    method,
    ...target,
    ...(bulkId === undefined ? {} : { bulkId }),
    ...(version === undefined ? {} : { version }),
  };
  if (method === 'DELETE') return operation;
  const data = sent.get('data');
  if (!isJsonObject(data)) {
    throw invalidSyntax(`data is ${shown(data)}. Send the body of the ${method} as a JSON object.`, { path: 'data' });
  }
  return { ...operation, data };
}

function readSent(value: JsonValue, index: number, deviations: Deviations): SentOperation {
  if (!isJsonObject(value)) {
    throw invalidSyntax(`Operations[${index}] is ${shown(value)}. Send each operation as a JSON object.`);
  }
  const sent = foldedMembers(value);
  const text = (name: string): string | undefined => {
    const member = sent.get(name);
    return typeof member === 'string' ? member : undefined;
  };
  const bulkId = text('bulkid');
  const named = {
    method: text('method')?.toUpperCase() ?? '',
    path: text('path') ?? '',
    ...(bulkId === undefined ? {} : { bulkId }),
  };
  try {
    return { ...named, operation: readOperation(sent, deviations) };
  } catch (error) {
    if (error instanceof ScimError) return { ...named, operation: error };
    throw error;
  }
}

/** A bulkId that two operations claim would leave open what a reference to it means. */
function refuseDuplicates(operations: readonly SentOperation[]): void {
  const seen = new Map<string, number>();
  for (const [index, { method, bulkId }] of operations.entries()) {
    if (method !== 'POST' || bulkId === undefined) continue;
    const first = seen.get(bulkId);
    if (first !== undefined) {
      throw invalidValue(
        `bulkId "${bulkId.slice(0, 60)}" is used by Operations[${first}] and Operations[${index}]. Make it unique within the request; nothing was done.`,
        { path: 'bulkId' },
      );
    }
    seen.set(bulkId, index);
  }
}

/** Throws 400 for what is no BulkRequest and 413 above maxOperations, before anything is done. */
export function parseBulkRequest(body: JsonValue, deviations: Deviations): BulkRequest {
  if (!isJsonObject(body)) throw invalidSyntax('The body is not a JSON object. Send a BulkRequest.');
  const sent = foldedMembers(body);
  requireMessageSchema(sent.get('schemas'), bulkRequestMessage, deviations);
  const failOnErrors = readFailOnErrors(sent.get('failonerrors'), deviations);
  const operations = sent.get('operations');
  if (!Array.isArray(operations)) {
    throw invalidSyntax(`Operations is ${shown(operations)}. Send an array of operations.`, { path: 'Operations' });
  }
  if (operations.length > limits.bulkOperations) {
    throw payloadTooLarge(
      `The request has ${operations.length} operations, more than maxOperations (${limits.bulkOperations}). Split it; nothing was done.`,
    );
  }
  const read = operations.map((operation: JsonValue, index) => readSent(operation, index, deviations));
  refuseDuplicates(read);
  return { failOnErrors, operations: read };
}

function resultOf({ method, bulkId, location, version, outcome }: BulkResult): JsonObject {
  const failed = outcome instanceof ScimError;
  return {
    method,
    ...(bulkId === undefined ? {} : { bulkId }),
    ...(location === undefined ? {} : { location }),
    ...(version === undefined ? {} : { version }),
    status: String(failed ? outcome.status : outcome),
    ...(failed ? { response: errorBody(outcome) } : {}),
  };
}

/** The answer: what was tried, in the order of the request. A body is there for failures alone. */
export const bulkResponse = (results: readonly BulkResult[]): JsonObject => ({
  schemas: [bulkResponseMessage],
  Operations: results.map(resultOf),
});
