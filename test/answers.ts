// A client may have its answer before the server has closed it, and a request is logged when its answer is closed.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

const channel = 'http.server.request.start';

/** What the listeners of this process answer. */
export interface Answers extends Disposable {
  /** Resolves when every answer that has been given is closed. */
  closed(): Promise<void>;
}

export function watchAnswers(): Answers {
  const open = new Map<ServerResponse, Promise<void>>();
  const onStart = (message: unknown): void => {
    const { response } = message as { readonly response: ServerResponse };
    const { promise, resolve } = Promise.withResolvers<void>();
    open.set(response, promise);
    response.once('close', () => {
      open.delete(response);
      resolve();
    });
  };
  subscribe(channel, onStart);
  return {
    async closed() {
      await Promise.all([...open].filter(([{ writableEnded }]) => writableEnded).map(([, closing]) => closing));
    },
    [Symbol.dispose]: () => void unsubscribe(channel, onStart),
  };
}
