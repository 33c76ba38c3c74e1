// One session of a provider, from asking for it until nothing of it is left.
import type { TunnelConfig, TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import { TunnelFailure } from '../ports/tunnel-failure.ts';
import type { TunnelProviders } from '../ports/tunnel-ports.ts';
import type { TunnelSettings } from '../ports/tunnel-store.ts';
import type { TunnelListener, TunnelProvider, TunnelSession, TunnelTarget } from '../ports/tunnel.ts';
import { faultOf } from './supervisor-errors.ts';

/** A session on its way or open. */
export interface RunningSession {
  /** Undefined once it is open; an error when it could not be opened. Never rejects. */
  readonly opened: Promise<TunnelError | undefined>;
  /** Aborts what is being begun, ends what was, and resolves when nothing is left. Never rejects. */
  close(): Promise<void>;
}

/** What a session is opened with. */
export interface SessionOptions {
  readonly providers: TunnelProviders;
  readonly config: TunnelSettings;
  /** The configuration with its secret, which is nowhere else in clear; TunnelFailure when it cannot be read. */
  readonly inClear: (config: TunnelSettings) => Promise<TunnelConfig>;
  readonly target: TunnelTarget;
  readonly listener: TunnelListener;
  readonly reportFault: (fault: unknown, where: string) => void;
}

/** What keeps it from starting is asked first, so that nothing is spawned for nothing. */
async function begin<Config>(
  provider: TunnelProvider<Config>,
  { config: settings, inClear, target, listener }: SessionOptions,
  signal: AbortSignal,
): Promise<TunnelSession> {
  // The table of providers pairs each id with its own configuration, which the compiler cannot follow through a variable.
  const config = (await inClear(settings)) as Config;
  const [problem] = await provider.preflight(config);
  if (problem !== undefined) throw new TunnelFailure(problem);
  signal.throwIfAborted();
  return provider.start(target, config, listener, signal);
}

export function openSession(options: SessionOptions): RunningSession {
  const { providers, config, reportFault } = options;
  const abort = new AbortController();
  const provider = providers[config.provider] as TunnelProvider<TunnelConfigOf<typeof config.provider>>;
  const starting = begin(provider, options, abort.signal);
  const opened = starting.then(
    () => undefined,
    (fault: unknown) => {
      if (fault instanceof TunnelFailure) return fault.error;
      if (!abort.signal.aborted) reportFault(fault, 'tunnel.start');
      return faultOf(fault);
    },
  );
  return {
    opened,
    async close() {
      abort.abort();
      try {
        if ((await opened) === undefined) await (await starting).stop();
      } catch (fault) {
        reportFault(fault, 'tunnel.stop');
      }
    },
  };
}
