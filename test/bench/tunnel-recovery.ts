// How long the supervisor takes from a killed SSH session until a probe came back through the next one.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createClock } from '#main/adapters/clock.ts';
import { createTimers } from '#main/adapters/timers.ts';
import { createProbeKey } from '#main/adapters/tunnel/probe/probe-key.ts';
import { createTunnelProbe } from '#main/adapters/tunnel/probe/tunnel-probe.ts';
import { createSshTunnel } from '#main/adapters/tunnel/ssh/ssh-tunnel.ts';
import type { TunnelProviders } from '#main/application/ports/tunnel-ports.ts';
import { probeHeader, probeReplyHeader } from '#main/application/ports/tunnel-probe.ts';
import { createSupervisor, type LiveTunnel } from '#main/application/tunnel/supervisor.ts';
import type { OwnServer } from '../tunnel/own-server.ts';
import { targetOf } from '../tunnel/session.ts';

/** @returns milliseconds of every round */
export async function measureRecovery(server: OwnServer, rounds: number): Promise<readonly number[]> {
  const key = createProbeKey();
  const listener = createServer((request, response) => {
    response.setHeader(probeReplyHeader, key.reply(String(request.headers[probeHeader])));
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const target = targetOf((listener.address() as AddressInfo).port);
  let changed: ((status: LiveTunnel) => void) | undefined;
  const supervisor = createSupervisor({
    // The supervisor starts only what its configuration names.
    providers: { ssh: createSshTunnel() } as TunnelProviders,
    probe: createTunnelProbe({ key, slug: () => Promise.resolve('default') }),
    timers: createTimers(),
    clock: createClock(),
    target: () => target,
    random: Math.random,
    changed: (status) => changed?.(status),
    reportFault: (fault) => {
      throw fault;
    },
  });
  const cameUp = (): Promise<void> =>
    new Promise((resolve, reject) => {
      changed = ({ state, lastError }) => {
        if (state === 'up') resolve();
        if (state === 'failed') reject(new Error(lastError?.message));
      };
    });
  const up = cameUp();
  supervisor.start(server.config(), null);
  await up;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const again = cameUp();
    const killedAt = performance.now();
    server.sshd.killSessions();
    await again;
    times.push(performance.now() - killedAt);
  }
  changed = undefined;
  await supervisor.stop();
  listener.closeAllConnections();
  listener.close();
  return times;
}
