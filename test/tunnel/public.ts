// A whole Rollcall whose listener can be made public: the real core, providers and probe over a store in memory.
import { createProbeKey } from '#main/adapters/tunnel/probe/probe-key.ts';
import { createCore, type Core } from '#main/application/core.ts';
import type { TunnelPorts } from '#main/application/ports/tunnel-ports.ts';
import type { ProbeKey } from '#main/application/ports/tunnel-probe.ts';
import { withSecretInClear } from '#main/application/tunnel/sealed-secrets.ts';
import { openConsoleServer } from '#main/hosts/headless/console-server.ts';
import { writeServerFile } from '#main/hosts/headless/server-file.ts';
import { createTunnelPorts } from '#main/hosts/tunnel-ports.ts';
import { createScimServer, type ScimServer } from '#main/http/server.ts';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import type { TunnelConfig } from '#shared/console-api/tunnel-config.ts';
import type { TunnelFinding, TunnelState, TunnelStatus } from '#shared/console-api/tunnel.ts';
import { call } from '../console/call.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

export interface PublicRollcall extends AsyncDisposable {
  readonly core: Core;
  readonly listener: ScimServer;
  /** The one that the listener was given. */
  readonly key: ProbeKey;
  readonly rollcall: RollcallForTest;
  /** Of the console that it serves. */
  readonly consoleUrl: string;
  readonly session: string;
  /** The data folder of its server, for the CLI. */
  readonly folder: string;
  /** What is stored, the secrets opened by the vault. */
  readonly stored: () => Promise<readonly TunnelConfig[]>;
  readonly events: readonly ConsoleEvent[];
  readonly faults: readonly unknown[];
  /** The status once it is in one of these states. */
  until(...states: readonly TunnelState[]): Promise<TunnelStatus>;
}

export const finding: TunnelFinding = {
  check: 'tls-version',
  result: 'fail',
  title: 'TLS 1.2 is refused',
  whatEntraSays: 'The connection was closed',
  whatToChange: 'Allow TLS 1.2',
  measured: 'TLS 1.3 only',
};

/** @param doctor whether it examines for real, which takes more than ten seconds, or finds `finding` */
export async function startPublic(doctor: 'real' | 'one finding' = 'one finding'): Promise<PublicRollcall> {
  const opened = new AsyncDisposableStack();
  const rollcall = opened.use(await startRollcall());
  const folder = await makeDataFolder();
  opened.defer(() => removeDataFolder(folder));
  const probeKey = createProbeKey();
  let listener: ScimServer | undefined;
  const faults: unknown[] = [];
  const made = createTunnelPorts({
    dataFolder: folder,
    tenants: rollcall.ports.tenants,
    store: rollcall.storage.tunnels,
    probeKey,
    target: () => listener?.tunnelTarget ?? null,
  });
  const tunnel: TunnelPorts =
    doctor === 'real' ? made : { ...made, doctor: { ...made.doctor, examine: () => Promise.resolve([finding]) } };
  const core = createCore(
    { ...rollcall.ports, tunnel },
    {
      version: '0.0.0-test',
      host: 'headless',
      dataFolder: folder,
      runtime: process.version,
      sqlite: '3',
      databaseBytes: () => 0,
      scimUrl: () => listener?.url ?? null,
      consoleUrl: () => null,
      reportFault: (fault) => void faults.push(fault),
    },
  );
  opened.defer(() => core.close());
  const events: ConsoleEvent[] = [];
  core.subscribe((event) => events.push(event));
  const server = await createScimServer(core, { host: '127.0.0.1', port: 0, probeKey });
  listener = server;
  opened.defer(() => server.close());
  opened.defer(() => core.tunnel?.supervisor.stop());
  const session = 'a-session-of-a-test';
  const consoleServer = await openConsoleServer(core, { host: '127.0.0.1', port: 0, session, files: new Map() });
  opened.defer(() => consoleServer.close());
  writeServerFile(folder, { pid: process.pid, consoleUrl: consoleServer.url, session });
  return {
    rollcall,
    consoleUrl: consoleServer.url,
    session,
    core,
    listener: server,
    key: probeKey,
    folder,
    stored: async () => {
      const stored = await rollcall.storage.tunnels.get();
      const { vault } = rollcall.ports;
      return Promise.all(
        (stored?.configs ?? []).map((config) => withSecretInClear(config, { sealed: stored?.sealed ?? {} }, vault)),
      );
    },
    events,
    faults,
    async until(...states) {
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop
        const { status } = await call(core, 'tunnel.get', {});
        if (states.includes(status.state)) return status;
        // oxlint-disable-next-line no-await-in-loop
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
