import type { tunnelMethods, TunnelStatus, TunnelView } from '#shared/console-api/tunnel.ts';
import { TunnelFailure } from '../ports/tunnel-failure.ts';
import type { StoredTunnel } from '../ports/tunnel-store.ts';
import type { Tunnel } from '../tunnel/create-tunnel.ts';
import { chosenConfig, shownConfig, withConfig } from '../tunnel/remembered.ts';
import { conflict, ConsoleFailure, invalidInput } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';

const minuteMs = 60_000;

const isRunning = ({ supervisor }: Tunnel): boolean => {
  const { state } = supervisor.status();
  return state !== 'stopped' && state !== 'failed';
};

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
  configs: stored.configs.map((config) => shownConfig(config, tunnel.ports.sshKeys)),
  startWithApp: stored.startWithApp,
});

function liveUrl({ supervisor }: Tunnel): string {
  const { url, state } = supervisor.status();
  if (url !== null) return url;
  throw conflict(`The tunnel is ${state} and has no URL. Start it first; what is asked here is about its URL.`);
}

/** Keeps the key beside the rest of the SSH settings; without any, there is nothing yet that it could sign in to. */
async function keepSshKey(tunnel: Tunnel, privateKey: string): Promise<void> {
  await tunnel.remembered.change((stored) => {
    const ssh = stored.configs.find((config) => config.provider === 'ssh');
    if (ssh === undefined) {
      throw conflict('The SSH server is not set up yet. Save its host and user first; the key is kept with them.');
    }
    return { ...stored, configs: stored.configs.map((config) => (config === ssh ? { ...ssh, privateKey } : config)) };
  });
}

async function statusOf(tunnel: Tunnel): Promise<TunnelStatus> {
  return tunnel.statusWith(await tunnel.remembered.get());
}

export function createTunnelMethods(context: ConsoleContext): MethodsOf<typeof tunnelMethods> {
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
    'tunnel.configure': async ({ config, startWithApp }) => {
      const tunnel = served();
      if (config !== undefined && isRunning(tunnel)) {
        throw conflict(`The tunnel is ${tunnel.supervisor.status().state}. Stop it, then change its settings.`);
      }
      const stored = await tunnel.remembered.change((before) => ({
        ...(config === undefined ? before : withConfig(before, config)),
        startWithApp: startWithApp ?? before.startWithApp,
      }));
      await tunnel.announce();
      return viewOf(tunnel, stored);
    },
    'tunnel.start': async ({ autoStopMinutes }) => {
      const tunnel = served();
      const stored = await tunnel.remembered.get();
      const config = chosenConfig(stored);
      if (config === undefined) {
        throw invalidInput('No provider was chosen. Choose how the public URL is made, save it, then start.');
      }
      tunnel.supervisor.start(config, autoStopMinutes === null ? null : autoStopMinutes * minuteMs);
      return tunnel.statusWith(stored);
    },
    'tunnel.stop': async () => {
      const tunnel = served();
      await tunnel.supervisor.stop();
      return statusOf(tunnel);
    },
    'tunnel.recheck': async () => {
      const tunnel = served();
      tunnel.supervisor.recheck();
      return statusOf(tunnel);
    },
    'tunnel.publish': async () => {
      const tunnel = served();
      const publishedUrl = liveUrl(tunnel);
      const stored = await tunnel.remembered.change((before) => ({ ...before, publishedUrl }));
      await tunnel.announce();
      return tunnel.statusWith(stored);
    },
    'tunnel.log': async ({ afterSeq }) => [...served().supervisor.log(afterSeq)],
    'tunnel.doctor': async ({ url }) => {
      const tunnel = served();
      const examined = url ?? liveUrl(tunnel);
      return told(async () => ({
        url: examined,
        at: tunnel.now(),
        findings: [...(await tunnel.ports.doctor.examine(examined))],
      }));
    },
    'tunnel.makeSshKey': async () => {
      const tunnel = served();
      const { privateKey, publicKey } = await tunnel.ports.sshKeys.make();
      await keepSshKey(tunnel, privateKey);
      await tunnel.announce();
      return { publicKey };
    },
    'tunnel.readHostKey': async (server) => {
      const tunnel = served();
      return told(() => tunnel.ports.sshKeys.readHostKey(server));
    },
    'tunnel.findCloudflared': async () => (await served().ports.findCloudflared()) ?? null,
  };
}
