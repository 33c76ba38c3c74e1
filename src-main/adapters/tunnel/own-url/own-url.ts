// The tunnel of those who have a public URL already (a reverse proxy, a forwarded port): nothing is started, and whether
// requests really arrive is for the supervisor's probe to say.
import type { TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import type { TunnelProvider } from '../../../application/ports/tunnel.ts';

export const createOwnUrl = (): TunnelProvider<TunnelConfigOf<'own-url'>> => ({
  id: 'own-url',
  preflight: () => Promise.resolve([]),
  start: async (_target, { url }, listener, signal) => {
    let over = false;
    const stop = (): Promise<void> => {
      if (!over) listener.ended();
      over = true;
      return Promise.resolve();
    };
    listener.url(url);
    listener.linked(true);
    if (signal.aborted) await stop();
    else signal.addEventListener('abort', () => void stop(), { once: true });
    return { stop };
  },
});
