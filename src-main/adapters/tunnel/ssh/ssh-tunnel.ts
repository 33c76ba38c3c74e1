// A public URL through a reverse forward of an SSH server: an own one whose proxy ends TLS, or a service that does.
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import type { TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import type { TunnelProvider } from '../../../application/ports/tunnel.ts';
import { TunnelFailure } from '../../../application/ports/tunnel-failure.ts';
import { pinned } from './host-key.ts';
import { hostKeyMissing, keyUnreadable, urlMissing } from './refusals.ts';
import type { SessionPlan } from './session-plan.ts';
import { shellServices, type ShellService } from './shell-services.ts';
import { openSession } from './ssh-session.ts';
import { publicUserKey } from './user-key.ts';

type SshConfig = TunnelConfigOf<'ssh'>;

/** The plan of a session, or everything that is missing for one. */
function planOf(config: SshConfig, services: readonly ShellService[]): SessionPlan | readonly TunnelError[] {
  const { host, port, user, privateKey } = config;
  const service = services.find((known) => known.host === host.toLowerCase());
  const url = config.url !== null ? { origin: config.url } : service && { printedBy: service };
  const hostKey = config.hostKey === null ? undefined : pinned(config.hostKey);
  const signsIn = privateKey === undefined ? service !== undefined : publicUserKey(privateKey) !== undefined;
  if (url !== undefined && hostKey !== undefined && signsIn) {
    const bind = { host: config.remoteHost, port: config.remotePort };
    return { host, port, user, privateKey, hostKey, bind, url };
  }
  return [
    ...(hostKey === undefined ? [hostKeyMissing(config)] : []),
    ...(signsIn ? [] : [keyUnreadable(privateKey)]),
    ...(url === undefined ? [urlMissing(config, services)] : []),
  ];
}

const isPlan = (planned: SessionPlan | readonly TunnelError[]): planned is SessionPlan => 'bind' in planned;

/** @param services those whose URL is read from the shell when the config has none */
export const createSshTunnel = (services: readonly ShellService[] = shellServices): TunnelProvider<SshConfig> => ({
  id: 'ssh',
  preflight: (config) => {
    const planned = planOf(config, services);
    return Promise.resolve(isPlan(planned) ? [] : planned);
  },
  start: async (target, config, listener, signal) => {
    const planned = planOf(config, services);
    if (!isPlan(planned)) throw new TunnelFailure(planned[0] ?? urlMissing(config, services));
    const session = openSession(target, planned, listener);
    if (signal.aborted) await session.stop();
    else signal.addEventListener('abort', () => void session.stop(), { once: true });
    return session;
  },
});
