// What a client is told of a fault of Rollcall's own: nothing of its inside, but an id that is also in the log entry of
// the request and in the host's diagnostic log, so that whoever is asked about it finds both.
import { internalError, type ScimError } from '../../protocol/message/scim-error.ts';
import type { Secrets } from '../ports/secrets.ts';

/** Takes faults of Rollcall's own to the host's diagnostic log. */
export type ReportFault = (fault: unknown, where: string) => void;

/** Reports the fault and makes the 500 that answers it. `where` says what ran: `PATCH /Users/:id`. */
export type AnswerFault = (fault: unknown, where: string) => ScimError;

export const createAnswerFault =
  (reportFault: ReportFault, secrets: Pick<Secrets, 'uuid'>): AnswerFault =>
  (fault, where) => {
    const id = secrets.uuid();
    reportFault(fault, `${where} (${id})`);
    return internalError(
      `Rollcall failed to answer because of a fault of its own; nothing was stored. Try again; if it happens again, search the provisioning log and the diagnostic log for ${id}.`,
      { cause: fault },
    );
  };
