import type { ShownTunnelConfig, TunnelConfig, TunnelProviderId } from '#shared/console-api/tunnel-config.ts';
import type { tunnelMethods, TunnelRefusals, TunnelStatus, TunnelView } from '#shared/console-api/tunnel.ts';
import type { SecretVault } from '../ports/secret-vault.ts';
import { TunnelFailure } from '../ports/tunnel-failure.ts';
import type { StoredTunnel } from '../ports/tunnel-store.ts';
import type { Tunnel } from '../tunnel/create-tunnel.ts';
import { chosenConfig, shownConfig, withConfig } from '../tunnel/remembered.ts';
import { split, withSecret, type Sealing } from '../tunnel/sealed-secrets.ts';
import { conflict, ConsoleFailure, invalidInput } from './console-failure.ts';
import { requireNetworks } from './credential-input.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { requireTenant } from './tenants.ts';

const minuteMs = 60_000;

const isRunning = ({ supervisor }: Tunnel): boolean => {
  const { state } = supervisor.status();
  return state !== 'stopped' && state !== 'failed';
};

/** Of a core without a listener: nothing comes to it from outside. */
const noRefusals: TunnelRefusals = { fiveMinutes: 0, hour: 0, callers: [] };

/** What a failed tunnel says is shown as it is: what happened and what to do. */
async function told<Value>(run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (fault) {
    if (!(fault instanceof TunnelFailure)) throw fault;
    throw new ConsoleFailure('unavailable', `${fault.error.message} ${fault.error.action}`);
  }
}

const viewOf = (tunnel: Tunnel, stored: StoredTunnel): TunnelView => ({
  status: tunnel.statusWith(stored),
  configs: stored.configs.map((config) => shownConfig(config, stored)),
  startWithApp: stored.startWithApp,
  doctorRequests: tunnel.ports.doctor.requests,
});

function liveUrl({ supervisor }: Tunnel): string {
  const { url, state } = supervisor.status();
  if (url !== null) return url;
  throw conflict(`The tunnel is ${state} and has no URL. Start it first; what is asked here is about its URL.`);
}

/** Keeps the key beside the rest of the SSH settings; without any, there is nothing yet that it could sign in to. */
async function keepSshKey(tunnel: Tunnel, privateKey: string, vault: SecretVault): Promise<void> {
  const { sshKeys } = tunnel.ports;
  await tunnel.remembered.change((stored) => {
    if (stored.configs.every(({ provider }) => provider !== 'ssh')) {
      throw conflict('The SSH server is not set up yet. Save its host and user first; the key is kept with them.');
    }
    return withSecret(stored, 'ssh', privateKey, { vault, sshKeys });
  });
}

/** Keeps the settings; a secret that was left out stays as it is. */
function withGiven(stored: StoredTunnel, config: TunnelConfig, sealing: Sealing): StoredTunnel {
  const { settings, secret } = split(config);
  const kept = withConfig(stored, settings);
  return secret === undefined ? kept : withSecret(kept, config.provider, secret, sealing);
}

const shownOf = (stored: StoredTunnel, provider: TunnelProviderId): ShownTunnelConfig | undefined => {
  const config = stored.configs.find((one) => one.provider === provider);
  return config && shownConfig(config, stored);
};

async function statusOf(tunnel: Tunnel): Promise<TunnelStatus> {
  return tunnel.statusWith(await tunnel.remembered.get());
}

/** For the audit log. */
const toldOf = (stored: StoredTunnel, provider: TunnelProviderId | undefined): Readonly<Record<string, unknown>> => ({
  provider: stored.provider,
  startWithApp: stored.startWithApp,
  allowedNetworks: stored.allowedNetworks,
  ...(provider === undefined ? {} : { settings: shownOf(stored, provider) ?? null }),
});

export function createTunnelMethods(context: ConsoleContext): MethodsOf<typeof tunnelMethods> {
  const { networks, tenants, vault } = context.ports;
  /** A core without a listener has nothing to make public. */
  const served = (): Tunnel => {
    if (context.tunnel !== undefined) return context.tunnel;
    throw new ConsoleFailure(
      'unavailable',
      'No server runs on this data folder, and a tunnel belongs to a running one. Start it: npm start, or npm run serve.',
    );
  };
  return {
    'tunnel.get': async () => {
      const tunnel = served();
      return viewOf(tunnel, await tunnel.remembered.get());
    },
    'tunnel.configure': async ({ config, startWithApp, allowedNetworks }, call) => {
      const tunnel = served();
      call.tell({ target: config === undefined ? 'tunnel' : `tunnel ${config.provider}` });
      if (config !== undefined && isRunning(tunnel)) {
        throw conflict(`The tunnel is ${tunnel.supervisor.status().state}. Stop it, then change its settings.`);
      }
      if (allowedNetworks !== undefined) requireNetworks(networks, allowedNetworks);
      const stored = await tunnel.remembered.change((before) => {
        const after: StoredTunnel = {
          ...(config === undefined ? before : withGiven(before, config, { vault, sshKeys: tunnel.ports.sshKeys })),
          startWithApp: startWithApp ?? before.startWithApp,
          allowedNetworks: allowedNetworks ?? before.allowedNetworks,
        };
        call.tell({ before: toldOf(before, config?.provider), after: toldOf(after, config?.provider) });
        return after;
      });
      await tunnel.announce();
      return viewOf(tunnel, stored);
    },
    'tunnel.start': async ({ autoStopMinutes }, call) => {
      const tunnel = served();
      const stored = await tunnel.remembered.get();
      const config = chosenConfig(stored);
      if (config === undefined) {
        throw invalidInput('No provider was chosen. Choose how the public URL is made, save it, then start.');
      }
      call.tell({ target: `tunnel ${config.provider}`, after: { autoStopMinutes } });
      tunnel.supervisor.start(config, autoStopMinutes === null ? null : autoStopMinutes * minuteMs);
      return tunnel.statusWith(stored);
    },
    'tunnel.stop': async (_input, call) => {
      const tunnel = served();
      const { provider, state, url } = tunnel.supervisor.status();
      call.tell({ target: `tunnel ${provider ?? ''}`.trim(), before: { state, url } });
      await tunnel.supervisor.stop();
      return statusOf(tunnel);
    },
    'tunnel.recheck': async () => {
      const tunnel = served();
      tunnel.supervisor.recheck();
      return statusOf(tunnel);
    },
    'tunnel.publish': async (_input, call) => {
      const tunnel = served();
      const publishedUrl = liveUrl(tunnel);
      const stored = await tunnel.remembered.change((before) => {
        call.tell({ target: 'tunnel', before: { publishedUrl: before.publishedUrl }, after: { publishedUrl } });
        return { ...before, publishedUrl };
      });
      await tunnel.announce();
      return tunnel.statusWith(stored);
    },
    'tunnel.log': async ({ afterSeq }) => [...served().supervisor.log(afterSeq)],
    'tunnel.refusals': async ({ tenantId }) => {
      await requireTenant(tenants, tenantId);
      return context.tunnel?.refusals(tenantId) ?? noRefusals;
    },
    'tunnel.doctor': async ({ url }) => {
      const tunnel = served();
      const examined = url ?? liveUrl(tunnel);
      return told(async () => ({
        url: examined,
        at: tunnel.now(),
        findings: [...(await tunnel.ports.doctor.examine(examined))],
      }));
    },
    'tunnel.makeSshKey': async (_input, call) => {
      const tunnel = served();
      const { privateKey, publicKey } = await tunnel.ports.sshKeys.make();
      call.tell({ target: 'tunnel ssh', after: { publicKey } });
      await keepSshKey(tunnel, privateKey, vault);
      await tunnel.announce();
      return { publicKey };
    },
    'tunnel.readHostKey': async (server, call) => {
      const tunnel = served();
      call.tell({ target: `${server.host}:${server.port}` });
      const hostKey = await told(() => tunnel.ports.sshKeys.readHostKey(server));
      call.tell({ after: { ...hostKey } });
      return hostKey;
    },
    'tunnel.findCloudflared': async () => (await served().ports.findCloudflared()) ?? null,
  };
}
