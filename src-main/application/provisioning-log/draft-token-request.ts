// The log entry of a request to a tenant's OAuth endpoints. Neither body is kept, not even redacted: the one holds a client's
// secret or assertion, the other an access token. Nor is the query, where a client may have put its secret by mistake.
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import type { LogEntryDraft } from '../ports/provisioning-log-store.ts';
import { redactChecks } from './redact-checks.ts';
import { redactTokens } from './redact.ts';
import { clip, clipList, pathCharacters, textCharacters } from './row-limits.ts';

/** What arrived, as far as it is kept. */
export interface OAuthRequest {
  readonly tenantId: string;
  readonly method: string;
  /** `/oauth2/token`, without the query. */
  readonly path: string;
  /** Wall clock at arrival, ISO 8601 UTC. */
  readonly receivedAt: string;
  /** Monotonic clock at arrival, milliseconds. */
  readonly startedAtMs: number;
  readonly clientAddress: string;
  readonly userAgent: string | undefined;
}

/** How it was answered. */
export interface OAuthOutcome {
  /** 0: the client went away before there was an answer. */
  readonly status: number;
  /** The error's description. */
  readonly detail?: string;
  /** The client, where it showed who it is. */
  readonly clientId?: string;
  readonly checks?: readonly AuthenticationCheck[];
  readonly notes?: readonly string[];
}

export function draftTokenRequest(
  { tenantId, method, path, receivedAt, clientAddress, userAgent }: OAuthRequest,
  { status, detail, clientId, checks, notes = [] }: OAuthOutcome,
  ending: { readonly durationInMilliseconds: number; readonly aborted: boolean },
): LogEntryDraft {
  return {
    tenantId,
    activityDateTime: receivedAt,
    ...ending,
    method,
    path: clip(redactTokens(path), pathCharacters),
    status,
    provisioningAction: status === 200 ? 'read' : 'none',
    changedAttributes: [],
    notes: clipList(notes),
    clientAddress,
    responseBytes: 0,
    ...(detail === undefined ? {} : { detail: redactTokens(detail) }),
    ...(clientId === undefined ? {} : { credentialId: clientId }),
    ...(checks === undefined ? {} : { authentication: redactChecks(checks) }),
    ...(userAgent === undefined ? {} : { userAgent: clip(redactTokens(userAgent), textCharacters) }),
  };
}
