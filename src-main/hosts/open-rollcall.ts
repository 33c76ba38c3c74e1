// One served data folder: held by this process, its core open, its SCIM listener accepting. Both shells start here.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import type { HostFacts } from '../application/ports/host-facts.ts';
import { createTimers } from '../adapters/timers.ts';
import { watchMachine } from '../adapters/machine-watch.ts';
import { createProbeKey } from '../adapters/tunnel/probe/probe-key.ts';
import { createScimServer, type ScimServer } from '../http/server.ts';
import { holdFolder } from '../storage/sqlite/folder-lock.ts';
import { ensureDataFolder } from './data-folder.ts';
import { listenFailure } from './listen-failure.ts';
import { openCore, type HostParts, type OpenCore } from './open-core.ts';
import { startFailure } from './start-failure.ts';
import { createTunnelPorts } from './tunnel-ports.ts';

/** Listeners are for this machine; a tunnel connects from here too. */
export const loopback = '127.0.0.1';
export const defaultScimPort = 7644;

/** Longest wait for requests in flight at the end: with closing the database it is to stay under two seconds. */
const closeGraceMs = 1_000;

export interface RollcallOptions {
  readonly dataFolder: string;
  /** 0 takes a free port. */
  readonly scimPort: number;
  readonly host: HostFacts['host'];
  readonly parts?: Omit<HostParts, 'tunnelPorts'>;
}

export interface Rollcall extends OpenCore {
  /** Origin of the SCIM listener, without a slash at its end. */
  readonly scimUrl: string;
}

function hold(folder: string): { release(): void } {
  try {
    return holdFolder(folder);
  } catch (error) {
    throw startFailure(error, folder);
  }
}

/** What goes on after the grace goes on without the database; what a provider left running is ended at the next start. */
async function withinGrace(stopping: Promise<void>): Promise<void> {
  const grace = new AbortController();
  await Promise.race([stopping, sleep(closeGraceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
  grace.abort();
}

/** Holds the folder, opens its core and listens; StartFailure says what was in the way, and nothing stays open. */
export async function openRollcall({ dataFolder, scimPort, host, parts }: RollcallOptions): Promise<Rollcall> {
  const folder = ensureDataFolder(dataFolder);
  await using opened = new AsyncDisposableStack();
  const held = hold(folder);
  opened.defer(() => held.release());
  const probeKey = createProbeKey();
  let listener: ScimServer | undefined;
  const open = await openCore(folder, host, {
    ...parts,
    tunnelPorts: ({ tenants, tunnels }, ownFolder) =>
      createTunnelPorts({
        dataFolder: ownFolder,
        tenants,
        store: tunnels,
        probeKey,
        target: () => listener?.tunnelTarget ?? null,
      }),
  });
  opened.defer(() => open.close());
  const { tunnel } = open.core;
  const server = await createScimServer(open.core, {
    host: loopback,
    port: scimPort,
    limits: { closeGraceMs },
    probeKey,
  }).catch((error: unknown) => {
    throw listenFailure(error, scimPort, '--scim-port');
  });
  listener = server;
  open.addresses.scimUrl = server.url;
  // Both at once, and within one grace: the database is still to be closed, and a host that quits does not wait.
  opened.defer(async () => {
    await Promise.all([tunnel && withinGrace(tunnel.supervisor.stop()), server.close()]);
  });
  if (tunnel !== undefined) {
    opened.defer(watchMachine(() => tunnel.supervisor.recheck(), createTimers()));
    await tunnel.startWithApp();
  }
  const everything = opened.move();
  return { ...open, scimUrl: server.url, close: () => everything.disposeAsync() };
}

/** The tenants with their Tenant URLs, for the ready line and the window's start. */
export async function tenantsOf({ core }: OpenCore): Promise<readonly TenantWithUrl[]> {
  const result = await core.call('tenants.list', {}, { via: 'host' });
  if (!result.ok) throw new Error(result.error.detail);
  return result.value as readonly TenantWithUrl[];
}
