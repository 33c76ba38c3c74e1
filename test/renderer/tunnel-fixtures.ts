import type { TunnelFinding, TunnelReport, TunnelStatus, TunnelView } from '#shared/console-api/tunnel.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { emptyConsole } from './draw.tsx';
import { token } from './fixtures.ts';

export const liveUrl = 'https://calm-otter-42.trycloudflare.com';

/** The tunnel at rest: nothing was chosen yet. */
export const tunnelStatus = (facts: Partial<TunnelStatus> = {}): TunnelStatus => ({
  provider: null,
  state: 'stopped',
  since: new Date().toISOString(),
  url: null,
  urlStable: false,
  plaintextSeenBy: 'nobody',
  reconnects: 0,
  lastError: null,
  probe: null,
  autoStopAt: null,
  publishedUrl: null,
  allowedNetworks: [],
  ...facts,
});

/** A quick tunnel that a probe has just come back through. */
export const upStatus = (facts: Partial<TunnelStatus> = {}): TunnelStatus =>
  tunnelStatus({
    provider: 'cloudflare-quick',
    state: 'up',
    url: liveUrl,
    plaintextSeenBy: 'provider',
    probe: { at: new Date().toISOString(), ok: true, ms: 84, status: 200 },
    ...facts,
  });

export const tunnelView = (status: TunnelStatus, facts: Partial<TunnelView> = {}): TunnelView => ({
  status,
  configs: [],
  startWithApp: false,
  doctorRequests: 300,
  ...facts,
});

export const finding = (check: string, facts: Partial<TunnelFinding> = {}): TunnelFinding => ({
  check,
  result: 'ok',
  title: `The check ${check} passed`,
  whatEntraSays: null,
  whatToChange: null,
  measured: null,
  ...facts,
});

export const report = (...findings: readonly TunnelFinding[]): TunnelReport => ({
  url: liveUrl,
  at: '2026-11-21T11:31:43.640Z',
  findings: [...findings],
});

/** A console with a server, a tunnel at rest, and a token that lasts: nothing to settle. */
export function tunnelConsole(view: TunnelView = tunnelView(tunnelStatus())): FakeConsole {
  const fake = emptyConsole();
  fake.answer('tunnel.get', () => view);
  fake.answer('tunnel.log', () => []);
  fake.answer('tunnel.refusals', () => ({ fiveMinutes: 0, hour: 0, callers: [] }));
  fake.answer('tunnel.findCloudflared', () => ({ path: '/usr/bin/cloudflared', sha256: 'a'.repeat(64), from: 'path' }));
  fake.answer('tokens.list', () => [token('Entra production')]);
  return fake;
}

/** From now on the tunnel is so, and every console is told. */
export function tellTunnel(fake: FakeConsole, status: TunnelStatus, facts: Partial<TunnelView> = {}): void {
  fake.answer('tunnel.get', () => tunnelView(status, facts));
  fake.push('tunnel.changed', { status });
}
