import { useStore } from 'zustand';
import type { TunnelState } from '#shared/console-api/tunnel.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';
import type { ShownState } from './tunnel-view.ts';

/** What may be said of the tunnel: nothing while the connection to Rollcall is lost. */
export const useShownState = (state: TunnelState): ShownState =>
  useStore(useConsole().connection) === 'lost' ? 'unknown' : state;
