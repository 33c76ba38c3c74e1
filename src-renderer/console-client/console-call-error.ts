import type { ConsoleError, ConsoleErrorCode } from '#shared/console-api/index.ts';

const timeOfDay = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** Times in the sentences of Rollcall are UTC as ISO writes it; people read the time of where they are. */
const withLocalTimes = (detail: string): string =>
  detail.replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (iso) => timeOfDay.format(new Date(iso)));

/** A console call that was refused: the transport's result, turned back into an error that can be thrown and caught. */
export class ConsoleCallError extends Error {
  override readonly name = 'ConsoleCallError';
  readonly code: ConsoleErrorCode;

  constructor({ code, detail }: ConsoleError) {
    super(withLocalTimes(detail));
    this.code = code;
  }
}
