// One request and how it ended. The record hook writes the log entry when both are known: the response is closed, and
// what ran for it has settled. A client that goes away while its write is being committed is thus logged as both.
import type { ServerResponse } from 'node:http';
import type { Scim } from '../application/scim/scim.ts';
import type { Answer, ScimRequest } from '../application/scim/request.ts';
import { ScimError } from '../protocol/message/scim-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Absent where no tenant was found: nobody's log would hold it. */
    exchange: Exchange | undefined;
  }
}

/** Opened by admission, settled by the route or the error handler, recorded when the response is closed. */
export class Exchange {
  readonly request: ScimRequest;
  readonly #record: Scim['record'];
  readonly #response: ServerResponse;
  #outcome: Answer | ScimError | undefined;
  #running = false;
  #closed = false;
  #recorded = false;

  constructor(request: ScimRequest, response: ServerResponse, record: Scim['record']) {
    this.request = request;
    this.#record = record;
    this.#response = response;
    // 'close' comes exactly once, after 'finish' or instead of it: the one event that also tells of a client that left.
    response.once('close', () => {
      this.#closed = true;
      if (!this.#running || this.#outcome !== undefined) this.#write();
    });
  }

  /** The body has arrived and the use case starts: from here on an outcome will come. */
  run(): ScimRequest {
    this.#running = true;
    return this.request;
  }

  settle(outcome: Answer | ScimError): void {
    this.#outcome = outcome;
    if (this.#closed) this.#write();
  }

  /** Leaves this request out of the log. */
  forget(): void {
    this.#recorded = true;
  }

  #write(): void {
    if (this.#recorded) return;
    this.#recorded = true;
    const delivered = this.#response.writableFinished;
    const outcome = this.#outcome;
    if (outcome instanceof ScimError) this.#record.refused(this.request, outcome, delivered);
    else if (outcome === undefined) this.#record.aborted(this.request);
    else this.#record.answered(this.request, outcome, delivered);
  }
}
