// The supervisor over a provider and a probe that a test plays, on a clock that the test moves.
import { createSupervisor, type LiveTunnel, type TunnelSupervisor } from '#main/application/tunnel/supervisor.ts';
import type { ProbeOutcome } from '#main/application/ports/tunnel-probe.ts';
import type { TunnelProviders } from '#main/application/ports/tunnel-ports.ts';
import type { TunnelListener, TunnelProvider } from '#main/application/ports/tunnel.ts';
import type { TunnelConfig } from '#shared/console-api/tunnel-config.ts';
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import { createFakeTime, type FakeTime } from './fake-timers.ts';
import { targetAt } from './heard.ts';

export const url = 'https://a-b-c-d.example';
export const config: TunnelConfig = { provider: 'cloudflare-quick', approvedSha256: null };
export const passed: ProbeOutcome = { ok: true, ms: 12, status: 204 };
export const offline: TunnelError = { code: 'OFFLINE', message: 'no network', action: 'plug it in', retryable: true };
export const wrongToken: TunnelError = {
  code: 'AUTH',
  message: 'wrong token',
  action: 'paste it again',
  retryable: false,
};
export const missed = (status: number): ProbeOutcome => ({
  ok: false,
  ms: 30,
  status,
  error: { code: 'PROBE_FAILED', message: `answers ${status}`, action: 'look', retryable: true },
});

export interface Played {
  readonly supervisor: TunnelSupervisor;
  readonly time: FakeTime;
  readonly heard: readonly LiveTunnel[];
  /** The states so far, each as often as it was entered. */
  states(): readonly string[];
  /** One listener for each session that was begun. */
  readonly sessions: readonly TunnelListener[];
  /** How many sessions are begun and not yet stopped, and the most there ever were. */
  readonly alive: { now: number; most: number };
  readonly faults: readonly unknown[];
  probes: number;
  /** What the next probes come back with. */
  outcome: ProbeOutcome;
  /** What the next starts do. */
  opening: () => Promise<void>;
  preflight: readonly TunnelError[];
  stopping: () => Promise<void>;
}

export function play(target = targetAt(7_644), random = 1): Played {
  const time = createFakeTime();
  const heard: LiveTunnel[] = [];
  const sessions: TunnelListener[] = [];
  const faults: unknown[] = [];
  const alive = { now: 0, most: 0 };
  const provider: TunnelProvider<TunnelConfig> = {
    id: 'played',
    preflight: () => Promise.resolve(played.preflight),
    start: async (_target, _config, listener) => {
      await played.opening();
      sessions.push(listener);
      alive.now += 1;
      alive.most = Math.max(alive.most, alive.now);
      let isStopped = false;
      return {
        stop: async () => {
          await played.stopping();
          if (!isStopped) alive.now -= 1;
          isStopped = true;
        },
      };
    },
  };
  const ids = ['cloudflare-quick', 'cloudflare-named', 'ngrok', 'ssh', 'own-url'];
  const supervisor = createSupervisor({
    providers: Object.fromEntries(ids.map((id) => [id, provider])) as unknown as TunnelProviders,
    probe: {
      probe: () => {
        played.probes += 1;
        return Promise.resolve(played.outcome);
      },
    },
    timers: time.timers,
    clock: time.clock,
    target: () => target,
    inClear: (given) => Promise.resolve(given),
    random: () => random,
    changed: (status) => void heard.push(status),
    reportFault: (fault) => void faults.push(fault),
  });
  const played: Played = {
    supervisor,
    time,
    heard,
    sessions,
    alive,
    faults,
    probes: 0,
    outcome: passed,
    preflight: [],
    opening: () => Promise.resolve(),
    stopping: () => Promise.resolve(),
    states: () => heard.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1]),
  };
  return played;
}

export async function comeUp(played: Played, wanted: TunnelConfig = config): Promise<void> {
  played.supervisor.start(wanted, null);
  await played.time.pass(0);
  played.sessions.at(-1)?.url(url);
  played.sessions.at(-1)?.linked(true);
  await played.time.pass(0);
}
