// The tunnel's ports of a host that listens: every provider, the probe and the keys of this machine.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createTimers } from '../adapters/timers.ts';
import { createCloudflare } from '../adapters/tunnel/cloudflare/cloudflare.ts';
import { createDoctorClient } from '../adapters/tunnel/doctor-client/doctor-client.ts';
import { createNgrok } from '../adapters/tunnel/ngrok/ngrok.ts';
import { createOwnUrl } from '../adapters/tunnel/own-url/own-url.ts';
import { createTunnelProbe } from '../adapters/tunnel/probe/tunnel-probe.ts';
import { createSshKeys } from '../adapters/tunnel/ssh/ssh-keys.ts';
import { createSshTunnel } from '../adapters/tunnel/ssh/ssh-tunnel.ts';
import type { TenantStore } from '../application/ports/tenant-store.ts';
import type { TunnelPorts } from '../application/ports/tunnel-ports.ts';
import type { ProbeKey } from '../application/ports/tunnel-probe.ts';
import type { TunnelStore } from '../application/ports/tunnel-store.ts';
import type { TunnelTarget } from '../application/ports/tunnel.ts';
import { createTunnelDoctor } from '../application/tunnel/doctor/doctor.ts';

export interface TunnelPortOptions {
  readonly dataFolder: string;
  readonly tenants: TenantStore;
  readonly store: TunnelStore;
  /** The one that the public listener was given. */
  readonly probeKey: ProbeKey;
  /** The public listener's own address, once it accepts. */
  readonly target: () => TunnelTarget | null;
}

/** The name of a tenant that answers; before the first one any name does, as the probe asks for none. */
async function someSlug(tenants: TenantStore): Promise<string> {
  const [first] = (await tenants.list()).filter(({ archivedAt }) => archivedAt === null);
  return first?.slug ?? 'default';
}

const loopbackOf = (target: TunnelTarget | null): string | null =>
  target === null ? null : `http://${target.host}:${target.port}`;

export function createTunnelPorts(options: TunnelPortOptions): TunnelPorts {
  const { dataFolder, tenants, store, probeKey, target } = options;
  const timers = createTimers();
  const slug = (): Promise<string> => someSlug(tenants);
  const cloudflare = createCloudflare({ folder: join(dataFolder, 'cloudflared') });
  return {
    providers: {
      'cloudflare-quick': cloudflare.quick,
      'cloudflare-named': cloudflare.named,
      ngrok: createNgrok(),
      ssh: createSshTunnel(),
      'own-url': createOwnUrl(),
    },
    probe: createTunnelProbe({ key: probeKey, slug }),
    store,
    timers,
    sshKeys: createSshKeys(),
    doctor: createTunnelDoctor({
      client: createDoctorClient({ key: probeKey }),
      timers,
      uuid: randomUUID,
      slug,
      loopback: () => loopbackOf(target()),
    }),
    findCloudflared: cloudflare.findProgram,
    endLeftovers: cloudflare.endLeftover,
    target,
  };
}
