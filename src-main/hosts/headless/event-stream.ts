// The console's events as NDJSON: one ConsoleEvent a line, an empty line as heartbeat. Read with fetch, because
// EventSource cannot send the session header and a secret never goes into a URL.
import type { ServerResponse } from 'node:http';
import { heartbeatMs } from '#shared/console-api/http.ts';
import type { Core } from '../../application/core.ts';

/** Bytes that may wait for a reader. A reader that falls further behind is dropped; it reconnects and asks anew. */
const backlogBytes = 4 * 1024 * 1024;

export interface EventStreams {
  /** Answers with the events from now on, until the reader leaves or the server closes. */
  open(response: ServerResponse, headers: Readonly<Record<string, string>>): void;
  /** Ends every stream, so that the listener can close. */
  close(): void;
}

export function createEventStreams(core: Pick<Core, 'subscribe'>): EventStreams {
  const readers = new Set<ServerResponse>();
  let unsubscribe: (() => void) | undefined;

  const write = (line: string): void => {
    for (const reader of readers) {
      if (reader.writableLength > backlogBytes) reader.destroy();
      else reader.write(line);
    }
  };
  const heartbeat = setInterval(() => write('\n'), heartbeatMs);
  heartbeat.unref();

  const leave = (reader: ServerResponse): void => {
    readers.delete(reader);
    if (readers.size > 0) return;
    unsubscribe?.();
    unsubscribe = undefined;
  };

  return {
    open: (response, headers) => {
      response.writeHead(200, { ...headers, 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
      response.write('\n'); // sends the header now, so that the reader knows that it is connected
      response.once('close', () => leave(response));
      readers.add(response);
      // One subscription for all readers: an event is printed once, and without a reader none is made.
      unsubscribe ??= core.subscribe((event) => write(`${JSON.stringify(event)}\n`));
    },
    close: () => {
      clearInterval(heartbeat);
      unsubscribe?.();
      for (const reader of readers) reader.end();
    },
  };
}
