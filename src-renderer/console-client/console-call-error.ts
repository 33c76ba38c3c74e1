import type { ConsoleError, ConsoleErrorCode } from '#shared/console-api/index.ts';

/** A console call that was refused: the transport's result, turned back into an error that can be thrown and caught. */
export class ConsoleCallError extends Error {
  override readonly name = 'ConsoleCallError';
  readonly code: ConsoleErrorCode;

  constructor({ code, detail }: ConsoleError) {
    super(detail);
    this.code = code;
  }
}
