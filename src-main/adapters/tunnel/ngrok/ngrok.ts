import type { Config, Listener } from '@ngrok/ngrok';
import type { TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import { TunnelFailure } from '../../../application/ports/tunnel-failure.ts';
import type { TunnelListener, TunnelProvider, TunnelSession } from '../../../application/ports/tunnel.ts';
import { authtokenMissing, ngrokError, withoutSecret } from './errors.ts';

export interface NgrokOptions {
  /** `host:port` of ngrok's ingress, where an account has one of its own. */
  readonly serverAddress?: string;
}

type Sdk = typeof import('@ngrok/ngrok');

/** 11 MB of native code: loaded by the first start and not before. */
const loadSdk = async (): Promise<Sdk> => (await import('@ngrok/ngrok')).default;

/** What one session hears of the SDK until it is over: its callbacks outlive what they were given for. */
class Hearing {
  private isOver = false;
  private isOpen = false;
  readonly #listener: TunnelListener;
  readonly #authtoken: string;

  constructor(listener: TunnelListener, authtoken: string) {
    this.#listener = listener;
    this.#authtoken = authtoken;
  }

  log(line: string): void {
    if (!this.isOver) this.#listener.log(withoutSecret(line, this.#authtoken));
  }

  /** `connected` and `closed`; a first try that fails says `closed` too, before there is anything to lose. */
  status(status: string): void {
    if (!this.isOver && this.isOpen) this.#listener.linked(status === 'connected');
  }

  opened(url: string): void {
    this.isOpen = true;
    this.#listener.url(url);
    this.#listener.linked(true);
  }

  ended(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#listener.ended();
  }
}

/** Closes the endpoint and the session with it: what is left would keep the account's one session taken. */
async function close(sdk: Sdk, endpoint: Listener, hearing: Hearing): Promise<void> {
  try {
    await endpoint.close();
  } catch (fault) {
    // A link that is away cannot be told; the service drops the endpoint when it misses the session.
    hearing.log(`The endpoint could not be closed: ${(fault as Error).message}`);
  }
  await sdk.kill();
  hearing.ended();
}

/** The SDK cannot be told to give up: an endpoint that comes after the abort is closed at once. */
async function openEndpoint(sdk: Sdk, config: Config, hearing: Hearing, signal: AbortSignal): Promise<Listener> {
  const opening = sdk.forward(config);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => {
    reject(signal.reason as Error);
    opening.then(
      (late) => close(sdk, late, hearing),
      () => hearing.ended(),
    );
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([opening, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** A tunnel of an ngrok account, by its SDK: nothing to install. */
export const createNgrok = ({ serverAddress }: NgrokOptions = {}): TunnelProvider<TunnelConfigOf<'ngrok'>> => ({
  id: 'ngrok',
  preflight: ({ authtoken }) => Promise.resolve(authtoken === undefined ? [authtokenMissing] : []),
  start: async ({ host, port }, { authtoken, domain }, listener, signal): Promise<TunnelSession> => {
    if (authtoken === undefined) throw new TunnelFailure(authtokenMissing);
    const sdk = await loadSdk();
    signal.throwIfAborted();
    const hearing = new Hearing(listener, authtoken);
    const config: Config = {
      addr: `${host}:${port}`,
      authtoken,
      // Another session of this process may be of another account.
      force_new_session: true,
      onStatusChange: (status) => hearing.status(status),
      onLogEvent: (line) => hearing.log(line),
      ...(domain === null ? {} : { domain }),
      ...(serverAddress === undefined ? {} : { server_addr: serverAddress }),
    };
    const endpoint = await openEndpoint(sdk, config, hearing, signal).catch((fault: unknown) => {
      signal.throwIfAborted();
      throw new TunnelFailure(ngrokError(fault, authtoken));
    });
    const url = endpoint.url();
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= close(sdk, endpoint, hearing));
    if (url === null) {
      await stop();
      throw new TunnelFailure(ngrokError(new Error('the endpoint has no URL'), authtoken));
    }
    signal.addEventListener('abort', () => void stop(), { once: true });
    hearing.opened(url);
    return { stop };
  },
});
