// A tunnel session under test: everything its provider reports, in order, and a way to wait for it.
import type { TunnelListener, TunnelProvider, TunnelSession, TunnelTarget } from '#main/application/ports/tunnel.ts';
import type { TunnelError } from '#shared/console-api/tunnel.ts';

export type Report =
  | { readonly kind: 'url'; readonly origin: string }
  | { readonly kind: 'linked'; readonly linked: boolean }
  | { readonly kind: 'ended'; readonly error: TunnelError | undefined };

export interface SessionForTest extends AsyncDisposable {
  readonly reports: readonly Report[];
  readonly logLines: readonly string[];
  /** The public origin, once the link stands. */
  readonly linked: Promise<string>;
  /** Why it is over; undefined when it was stopped. */
  readonly ended: Promise<TunnelError | undefined>;
  readonly abort: () => void;
  stop(): Promise<void>;
}

/** Stands for the public listener's opener. */
export const targetOf = (port: number): TunnelTarget => ({ host: '127.0.0.1', port }) as TunnelTarget;

export async function startSession<Config>(
  provider: TunnelProvider<Config>,
  config: Config,
  target: TunnelTarget,
): Promise<SessionForTest> {
  const reports: Report[] = [];
  const logLines: string[] = [];
  const linked = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<TunnelError | undefined>();
  const abort = new AbortController();
  let origin = '';
  // A session that never links is what some tests are about.
  linked.promise.catch(() => undefined);
  const listener: TunnelListener = {
    url: (announced) => {
      origin = announced;
      reports.push({ kind: 'url', origin });
    },
    linked: (stands) => {
      reports.push({ kind: 'linked', linked: stands });
      if (stands) linked.resolve(origin);
    },
    log: (line) => void logLines.push(line),
    ended: (error) => {
      reports.push({ kind: 'ended', error });
      linked.reject(new Error(`The session ended: ${error?.message ?? 'it was stopped'}`));
      ended.resolve(error);
    },
  };
  const session: TunnelSession = await provider.start(target, config, listener, abort.signal);
  return {
    reports,
    logLines,
    linked: linked.promise,
    ended: ended.promise,
    abort: () => abort.abort(),
    stop: () => session.stop(),
    [Symbol.asyncDispose]: () => session.stop(),
  };
}
