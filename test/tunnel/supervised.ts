// The supervisor over the real SSH provider and the real probe, for a listener that answers nothing but probes.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClock } from '#main/adapters/clock.ts';
import { createTimers } from '#main/adapters/timers.ts';
import { createProbeKey } from '#main/adapters/tunnel/probe/probe-key.ts';
import { createTunnelProbe } from '#main/adapters/tunnel/probe/tunnel-probe.ts';
import { createSshTunnel } from '#main/adapters/tunnel/ssh/ssh-tunnel.ts';
import type { TunnelProviders } from '#main/application/ports/tunnel-ports.ts';
import { probeHeader, probeReplyHeader } from '#main/application/ports/tunnel-probe.ts';
import { createSupervisor, type LiveTunnel, type TunnelSupervisor } from '#main/application/tunnel/supervisor.ts';
import type { TunnelState } from '#shared/console-api/tunnel.ts';
import { targetOf } from './session.ts';

export interface SupervisedForTest extends AsyncDisposable {
  readonly supervisor: TunnelSupervisor;
  /** States in the order in which they came. */
  readonly states: readonly TunnelState[];
  readonly faults: readonly unknown[];
  /** The next time that it comes into this state. */
  readonly next: (state: TunnelState) => Promise<LiveTunnel>;
}

export async function startSupervised(): Promise<SupervisedForTest> {
  const key = createProbeKey();
  const listener = createServer((request, response) => {
    response.setHeader(probeReplyHeader, key.reply(String(request.headers[probeHeader])));
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const target = targetOf((listener.address() as AddressInfo).port);
  const states: TunnelState[] = ['stopped'];
  const faults: unknown[] = [];
  const waiting = new Map<TunnelState, PromiseWithResolvers<LiveTunnel>>();
  const supervisor = createSupervisor({
    // The supervisor starts only what its configuration names.
    providers: { ssh: createSshTunnel() } as TunnelProviders,
    probe: createTunnelProbe({ key, slug: () => Promise.resolve('default') }),
    timers: createTimers(),
    clock: createClock(),
    target: () => target,
    inClear: (given) => Promise.resolve(given),
    random: Math.random,
    changed: (status) => {
      if (status.state === states.at(-1)) return;
      states.push(status.state);
      waiting.get(status.state)?.resolve(status);
      waiting.delete(status.state);
    },
    reportFault: (fault) => void faults.push(fault),
  });
  return {
    supervisor,
    states,
    faults,
    next: (state) => {
      const wanted = waiting.get(state) ?? Promise.withResolvers<LiveTunnel>();
      waiting.set(state, wanted);
      return wanted.promise;
    },
    async [Symbol.asyncDispose]() {
      await supervisor.stop();
      listener.closeAllConnections();
      listener.close();
    },
  };
}
