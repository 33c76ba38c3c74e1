// The log entry of a change that the admin made here. There was no request, so nothing of one is claimed: no method, path,
// client or body.
import type { LogEntryDraft } from '../ports/provisioning-log-store.ts';
import { redactTokens } from './redact.ts';
import { clip, clipList, textCharacters } from './row-limits.ts';

/** What was changed, and when it began. */
export interface ChangeHere extends Pick<
  LogEntryDraft,
  'tenantId' | 'provisioningAction' | 'resourceType' | 'resourceId' | 'changedAttributes'
> {
  readonly targetName: string | undefined;
  readonly at: string;
  readonly durationInMilliseconds: number;
}

export function draftHere({ at, targetName, changedAttributes, ...facts }: ChangeHere): LogEntryDraft {
  return {
    ...facts,
    source: 'console',
    activityDateTime: at,
    method: '',
    path: '',
    status: 200,
    aborted: false,
    ...(targetName === undefined ? {} : { targetName: clip(redactTokens(targetName), textCharacters) }),
    changedAttributes: clipList(changedAttributes),
    notes: [],
    clientAddress: '',
    responseBytes: 0,
  };
}
