// Logs each request once, when its response is closed. A write's entry was committed with the change itself; only how
// long it took and whether the answer reached its client are corrected here.
import type { ScimError } from '../../protocol/message/scim-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProvisioningLogStore } from '../ports/provisioning-log-store.ts';
import type { Answer, ScimRequest } from '../scim/request.ts';
import { draftAborted, draftAnswered, draftRefused } from './draft.ts';
import { elapsed } from './elapsed.ts';
import { targetOf } from './target.ts';

/** How a request ended, told once by the edge. */
export interface RequestRecord {
  /** `delivered`: the whole response left. False: the client went away before. */
  answered(request: ScimRequest, answer: Answer, delivered: boolean): void;
  refused(request: ScimRequest, error: ScimError, delivered: boolean): void;
  /** The client went away before there was an answer. */
  aborted(request: ScimRequest): void;
}

/** Writes to the log; never throws for what a client sent. */
export function createRequestRecord(log: ProvisioningLogStore, clock: Clock): RequestRecord {
  return {
    answered(request, { reply, seq }, delivered) {
      const ending = { durationInMilliseconds: elapsed(clock, request), aborted: !delivered };
      if (seq === undefined) log.append(draftAnswered(request, reply, ending));
      else log.amend(seq, ending);
    },
    refused(request, error, delivered) {
      const target = targetOf(request);
      const facts = { ...target, notes: [...target.notes, ...(error.context.notes ?? [])] };
      log.append(
        draftRefused(request, error, facts, {
          durationInMilliseconds: elapsed(clock, request),
          aborted: !delivered,
        }),
      );
    },
    aborted(request) {
      log.append(draftAborted(request, targetOf(request), elapsed(clock, request)));
    },
  };
}
