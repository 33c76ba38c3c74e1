import type { ConsoleErrorCode } from '#shared/console-api/result.ts';

/** Thrown by a console use case; `callConsole` turns it into a ConsoleResult. `detail` is shown to the admin as it is. */
export class ConsoleFailure extends Error {
  override readonly name = 'ConsoleFailure';
  readonly code: ConsoleErrorCode;

  constructor(code: ConsoleErrorCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** What was named is not there, or is another tenant's. */
export const notFound = (detail: string): ConsoleFailure => new ConsoleFailure('not-found', detail);
/** It does not go with what is there now. */
export const conflict = (detail: string): ConsoleFailure => new ConsoleFailure('conflict', detail);
/** The input has the right form and cannot be meant. */
export const invalidInput = (detail: string): ConsoleFailure => new ConsoleFailure('invalid-input', detail);
