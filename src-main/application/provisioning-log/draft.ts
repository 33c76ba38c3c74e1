// One log entry for each request: what was asked, what was answered, how long it took. Nothing reaches an entry that was
// not redacted here.
import { errorBody, type ScimError } from '../../protocol/message/scim-error.ts';
import type { LogEntryDraft } from '../ports/provisioning-log-store.ts';
import type { LogFacts, ScimReply, ScimRequest } from '../scim/request.ts';
import { evidenceOf } from './evidence.ts';
import { redactChecks } from './redact-checks.ts';
import { redactBody, redactDetail, redactPath, redactTokens } from './redact.ts';
import { secretNamesOf } from './secret-names.ts';
import { clip, clipList, pathCharacters, textCharacters } from './row-limits.ts';

/** Bytes kept of a request or response body. */
const storedBodyBytes = 32 * 1024;

/** The longest token there is, and then some: one that lies across the cut must be seen whole to be redacted. */
const overlap = 256;

/** The head of a response that may be stored. */
function storedResponse(text: string, secrets: readonly string[]): string {
  if (text.length <= storedBodyBytes) return head(redactDetail(text, secrets));
  return head(redactDetail(text.slice(0, storedBodyBytes + overlap), secrets));
}

function head(text: string): string {
  if (text.length * 3 <= storedBodyBytes || Buffer.byteLength(text) <= storedBodyBytes) return text;
  // A character cut in two at the end becomes U+FFFD, which nobody sent.
  return Buffer.from(text)
    .subarray(0, storedBodyBytes)
    .toString()
    .replace(/\uFFFD+$/, '');
}

/** How the exchange ended, as far as it is known when the entry is made. */
export interface Ending {
  readonly durationInMilliseconds: number;
  readonly aborted: boolean;
}

type Drafted = { -readonly [Name in keyof LogEntryDraft]: LogEntryDraft[Name] };

interface Draft {
  readonly entry: Drafted;
  /** Passwords that the request held: no other text of the entry may hold them. */
  readonly secrets: readonly string[];
}

function draft(request: ScimRequest, facts: LogFacts, status: number, body: string | undefined, ending: Ending): Draft {
  const names = secretNamesOf(request.types);
  const path = redactPath(request.path, names);
  const entry: Drafted = {
    tenantId: request.tenant.id,
    activityDateTime: request.receivedAt,
    durationInMilliseconds: ending.durationInMilliseconds,
    method: request.method,
    path: clip(path.text, pathCharacters),
    status,
    aborted: ending.aborted,
    provisioningAction: facts.provisioningAction,
    changedAttributes: clipList(facts.changedAttributes),
    notes: clipList(facts.notes),
    clientAddress: request.clientAddress,
    responseBytes: 0,
  };
  if (facts.resourceType !== undefined) entry.resourceType = facts.resourceType;
  if (facts.resourceId !== undefined) entry.resourceId = clip(redactTokens(facts.resourceId), textCharacters);
  if (facts.targetName !== undefined) entry.targetName = clip(redactTokens(facts.targetName), textCharacters);
  if (request.credentialId !== undefined) entry.credentialId = request.credentialId;
  if (request.userAgent !== undefined) entry.userAgent = clip(redactTokens(request.userAgent), textCharacters);
  let secrets = path.secrets;
  if (request.bodyText !== undefined) {
    const redacted = redactBody(request.bodyText, request.body, names);
    secrets = [...secrets, ...redacted.secrets];
    entry.requestBody = head(redacted.text);
  }
  if (body !== undefined) {
    entry.responseBytes = Buffer.byteLength(body);
    entry.responseBody = storedResponse(body, secrets);
  }
  return { entry, secrets };
}

/** The entry of a request that was answered. */
export function draftAnswered(request: ScimRequest, reply: ScimReply, ending: Ending): LogEntryDraft {
  const { entry } = draft(request, reply.facts, reply.status, reply.body, ending);
  const shows = evidenceOf(request, reply.facts);
  if (shows.length > 0) entry.shows = shows;
  return entry;
}

/** The entry of a request that was refused. */
export function draftRefused(request: ScimRequest, error: ScimError, facts: LogFacts, ending: Ending): LogEntryDraft {
  const { entry, secrets } = draft(request, facts, error.status, JSON.stringify(errorBody(error)), ending);
  if (error.scimType !== undefined) entry.scimType = error.scimType;
  if (request.authentication !== undefined) entry.authentication = redactChecks(request.authentication);
  entry.detail = redactDetail(error.detail, secrets);
  return entry;
}

/** The entry of a request whose client went away before anything was answered. */
export const draftAborted = (request: ScimRequest, facts: LogFacts, durationInMilliseconds: number): LogEntryDraft =>
  draft(request, facts, 0, undefined, { durationInMilliseconds, aborted: true }).entry;
