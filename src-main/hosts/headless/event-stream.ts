// The console's events as NDJSON: one ConsoleEvent a line, an empty line as heartbeat. Read with fetch, because
// EventSource cannot send the session header and a secret never goes into a URL.
import type { ServerResponse } from 'node:http';
import type { ConsoleEvent } from '#shared/console-api/events.ts';
import { heartbeatMs } from '#shared/console-api/http.ts';
import type { CallOrigin } from '../../application/console/call.ts';
import type { Core } from '../../application/core.ts';

/** Bytes that may wait for a reader. A reader that falls further behind is dropped; it reconnects and asks anew. */
const backlogBytes = 4 * 1024 * 1024;

export interface EventStreams {
  /** Answers with the events that the origin may hear from now on, until the reader leaves or the server closes. */
  open(response: ServerResponse, headers: Readonly<Record<string, string>>, origin: CallOrigin): void;
  /** Ends every stream, so that the listener can close. */
  close(): void;
}

const write = (reader: ServerResponse, line: string): void => {
  if (reader.writableLength > backlogBytes) reader.destroy();
  else reader.write(line);
};

export function createEventStreams(core: Pick<Core, 'subscribe'>): EventStreams {
  /** With what ends each one's subscription. */
  const readers = new Map<ServerResponse, () => void>();
  /** Readers are told one after the other: an event is printed once. */
  let printed: { readonly event: ConsoleEvent; readonly line: string } | undefined;

  const lineOf = (event: ConsoleEvent): string => {
    if (printed?.event !== event) printed = { event, line: `${JSON.stringify(event)}\n` };
    return printed.line;
  };
  const heartbeat = setInterval(() => {
    for (const reader of readers.keys()) write(reader, '\n');
  }, heartbeatMs);
  heartbeat.unref();

  const leave = (reader: ServerResponse): void => {
    readers.get(reader)?.();
    readers.delete(reader);
  };

  return {
    open: (response, headers, origin) => {
      response.writeHead(200, { ...headers, 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
      response.write('\n'); // sends the header now, so that the reader knows that it is connected
      response.once('close', () => leave(response));
      const unsubscribe = core.subscribe(
        (event) => write(response, lineOf(event)),
        () => origin,
      );
      readers.set(response, unsubscribe);
    },
    close: () => {
      clearInterval(heartbeat);
      for (const [reader, unsubscribe] of readers) {
        unsubscribe();
        reader.end();
      }
    },
  };
}
