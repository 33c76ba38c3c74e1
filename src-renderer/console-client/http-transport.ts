// The console over HTTP: POST /api/<method> for calls, one NDJSON stream from GET /api/events for what is pushed.
// The session secret travels in a header, never in a URL. A lost stream is opened again, later each time.
import { heartbeatMs, sessionHeader, signInHeader } from '#shared/console-api/http.ts';
import type { ConsoleError, ConsoleEvent, ConsoleResult } from '#shared/console-api/index.ts';
import { readLines } from './ndjson.ts';
import type { SignIn } from './sign-in.ts';
import type { Transport, TransportListener } from './transport.ts';

/** Where the console server is, and who asks. */
export interface HttpOptions {
  /** Where the console server answers, without a trailing slash; empty for the page's own origin. */
  readonly base?: string;
  readonly session: string | null;
  readonly fetch?: typeof fetch;
  /** Milliseconds before reconnect attempt n, counted from 0. */
  readonly backoffMs?: (attempt: number) => number;
}

const longestWaitMs = 5_000;
const doubling = (attempt: number): number => Math.min(longestWaitMs, 250 * 2 ** attempt) * (0.8 + 0.4 * Math.random());

const failure = (code: ConsoleError['code'], detail: string): ConsoleResult<never> => ({
  ok: false,
  error: { code, detail },
});

const sessionEnded = failure('session-ended', 'Rollcall does not accept the session of this tab.');

const isResult = (value: unknown): value is ConsoleResult<unknown> =>
  typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';

/** Calls and events over HTTP. */
export function createHttpTransport({
  base = '',
  session,
  fetch: send = fetch.bind(globalThis),
  backoffMs = doubling,
}: HttpOptions): Transport {
  const headersWith = (signIn: string | null): Record<string, string> => ({
    ...(session === null ? {} : { [sessionHeader]: session }),
    ...(signIn === null ? {} : { [signInHeader]: signIn }),
  });
  return {
    async call(name, input, signIn) {
      let response: Response;
      try {
        response = await send(`${base}/api/${name}`, {
          method: 'POST',
          headers: { ...headersWith(signIn), 'content-type': 'application/json' },
          body: JSON.stringify(input),
        });
      } catch (cause) {
        return failure('unavailable', `${name}: Rollcall did not answer (${String(cause)}). Check that it is running.`);
      }
      if (response.status === 401) return sessionEnded;
      const body: unknown = await response.json().catch(() => null);
      if (isResult(body)) return body;
      return failure('internal', `${name}: Rollcall answered ${response.status} without a result.`);
    },
    listen: (listener, signIn) => openStream(`${base}/api/events`, { headersWith, signIn, send, backoffMs, listener }),
  };
}

interface StreamOptions {
  readonly headersWith: (signIn: string | null) => Record<string, string>;
  readonly signIn: SignIn;
  readonly send: typeof fetch;
  readonly backoffMs: (attempt: number) => number;
  readonly listener: TransportListener;
}

function openStream(url: string, { headersWith, signIn, send, backoffMs, listener }: StreamOptions): () => void {
  const stop = new AbortController();
  /** Aborted when somebody else is signed in: the stream is opened again as theirs. */
  let signedIn = new AbortController();
  const forget = signIn.subscribe(() => signedIn.abort());

  /** Reads until the stream ends; answers whether it is worth opening again, and whether it ever was open. */
  const readOnce = async (): Promise<'again' | 'dropped' | 'refused' | 'changed'> => {
    let opened = false;
    signedIn = new AbortController();
    const changed = signedIn.signal;
    const silence = new AbortController();
    let silent: ReturnType<typeof setTimeout> | undefined;
    const heard = (): void => {
      clearTimeout(silent);
      silent = setTimeout(() => silence.abort(new Error('no heartbeat')), 2 * heartbeatMs);
    };
    try {
      const headers = headersWith(signIn.getState());
      const signal = AbortSignal.any([stop.signal, silence.signal, changed]);
      const response = await send(url, { headers, signal });
      if (response.status === 401 || response.status === 403) return 'refused';
      if (!response.ok || response.body === null) return 'again';
      opened = true;
      listener.onConnection('live');
      heard();
      for await (const line of readLines(response.body, heard)) listener.onEvent(JSON.parse(line) as ConsoleEvent);
    } catch (cause) {
      if (opened && !stop.signal.aborted && !changed.aborted) console.warn('The event stream broke off:', cause);
    } finally {
      clearTimeout(silent);
    }
    if (changed.aborted) return 'changed';
    return opened ? 'dropped' : 'again';
  };

  const run = async (): Promise<void> => {
    listener.onConnection('connecting');
    for (let attempt = 0; !stop.signal.aborted; attempt++) {
      const outcome = await readOnce();
      if (stop.signal.aborted) return;
      if (outcome === 'refused') {
        listener.onConnection('unauthorized');
        return;
      }
      if (outcome === 'changed') {
        attempt = -1;
        continue;
      }
      listener.onConnection('lost');
      if (outcome === 'dropped') attempt = 0;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt)));
    }
  };

  void run();
  return () => {
    forget();
    stop.abort();
  };
}
