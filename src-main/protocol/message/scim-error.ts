// SCIM errors, RFC 7644 §3.12: one constructor per row of table 9 (and RFC 9865, table 3) and per status of table 8 that
// Rollcall uses. `detail` says what was sent, what was expected and what to do; Entra and Okta show it to the admin word
// for word. Who writes one quotes what was sent with `shown`, so that the advice behind it is not cut off.
import type { JsonObject } from '#shared/lang/json.ts';
import type { ScimType } from '#shared/scim/scim-type.ts';
import { errorMessage } from '#shared/scim/urn.ts';
import { shown } from './shown.ts';

/** Characters of a detail; Entra's log cuts off longer ones. */
export const detailCharacters = 300;

export interface ScimErrorContext {
  /** Zero-based index in `Operations` of the PATCH operation that failed. */
  readonly operationIndex?: number;
  /** The attribute path as it was sent. */
  readonly path?: string;
  /** What the provisioning log says beside the detail. */
  readonly notes?: readonly string[];
  readonly cause?: unknown;
}

export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimType | undefined;
  readonly context: ScimErrorContext;

  constructor(status: number, scimType: ScimType | undefined, detail: string, context: ScimErrorContext = {}) {
    super(shown(detail, detailCharacters), 'cause' in context ? { cause: context.cause } : undefined);
    this.status = status;
    this.scimType = scimType;
    this.context = context;
  }

  get detail(): string {
    return this.message;
  }
}

type Row = (detail: string, context?: ScimErrorContext) => ScimError;
const row =
  (status: number, scimType?: ScimType): Row =>
  (detail, context) =>
    new ScimError(status, scimType, detail, context);

export const invalidFilter = row(400, 'invalidFilter');
export const tooMany = row(400, 'tooMany');
export const uniqueness = row(409, 'uniqueness');
export const mutability = row(400, 'mutability');
export const invalidSyntax = row(400, 'invalidSyntax');
export const invalidPath = row(400, 'invalidPath');
export const noTarget = row(400, 'noTarget');
export const invalidValue = row(400, 'invalidValue');
export const sensitive = row(400, 'sensitive');
export const invalidCursor = row(400, 'invalidCursor');
export const expiredCursor = row(400, 'expiredCursor');
export const invalidCount = row(400, 'invalidCount');
export const unauthorized = row(401);
export const forbidden = row(403);
export const notFound = row(404);
export const methodNotAllowed = row(405);
export const conflict = row(409);
export const preconditionFailed = row(412);
export const payloadTooLarge = row(413);
export const unsupportedMediaType = row(415);
export const tooManyRequests = row(429);
export const notImplemented = row(501);
export const internalError = row(500);

/** The error response body; `status` is a string (RFC 7644 §3.12). */
export const errorBody = (error: ScimError): JsonObject => ({
  schemas: [errorMessage],
  status: String(error.status),
  ...(error.scimType === undefined ? {} : { scimType: error.scimType }),
  detail: error.detail,
});
