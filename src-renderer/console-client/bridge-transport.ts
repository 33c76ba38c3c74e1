import type { ConsoleBridge } from '#shared/console-api/bridge.ts';
import type { Transport } from './transport.ts';

declare global {
  interface Window {
    /** Present on the desktop only, put there by the preload. */
    readonly rollcall?: ConsoleBridge;
  }
}

/** Calls and events over the desktop's IPC, which is live as long as the window is. */
export const createBridgeTransport = (bridge: ConsoleBridge): Transport => ({
  call: async (name, input, signIn) => {
    try {
      return await bridge.call(name, input, signIn);
    } catch (cause) {
      return {
        ok: false,
        error: { code: 'unavailable', detail: `${name}: the desktop app did not answer (${String(cause)}).` },
      };
    }
  },
  listen: ({ onEvent, onConnection }) => {
    const stop = bridge.listen(onEvent);
    onConnection('live');
    return stop;
  },
});
