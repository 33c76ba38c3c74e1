// The tunnel of one served data folder: the supervisor, what is remembered of it, and what the console asks of both.
import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import type { TunnelRefusals } from '#shared/console-api/tunnel-refusals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Networks } from '../ports/networks.ts';
import type { SecretVault } from '../ports/secret-vault.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { StoredTunnel } from '../ports/tunnel-store.ts';
import type { TunnelPorts } from '../ports/tunnel-ports.ts';
import { barrierTo, type Sender } from './barrier.ts';
import { clientHeaders, proxyAtRest, type ClientHeader } from './client-header.ts';
import { tunnelFacts } from './facts.ts';
import { publicUrlAfter } from './public-url.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { chosenConfig, rememberTunnel, type RememberedTunnel } from './remembered.ts';
import { withSecretInClear } from './sealed-secrets.ts';
import { createSupervisor, type LiveTunnel, type TunnelSupervisor } from './supervisor.ts';

export interface Tunnel {
  readonly ports: TunnelPorts;
  readonly supervisor: TunnelSupervisor;
  readonly remembered: RememberedTunnel;
  readonly now: () => string;
  /** The origin under which identity providers reach the listener; null while there is none. */
  readonly publicUrl: () => string | null;
  /** The header in which requests from outside name their sender; undefined while nothing is known to carry any. */
  readonly clientHeader: () => ClientHeader | undefined;
  /** Why the sender of a request may not come in, whatever they show; undefined where they may. */
  readonly barrierTo: (sender: Sender) => AuthenticationCheck | undefined;
  /** Counts a request that was answered with a status of 400 or more, where it came from outside without valid credentials. */
  readonly refused: (tenantId: string, sender: Sender, status: number) => void;
  readonly refusals: Refusals['of'];
  readonly statusWith: (stored: StoredTunnel) => TunnelStatus;
  /** Tells every console how the tunnel is now. */
  readonly announce: () => Promise<void>;
  /** Ends what is left of an earlier run, and starts it where the admin wanted that. For the host, once it listens. */
  readonly startWithApp: () => Promise<void>;
}

/** What the tunnel needs of the core around it. */
export interface TunnelSurroundings {
  readonly clock: Clock;
  readonly secrets: Pick<Secrets, 'randomBytes'>;
  readonly vault: SecretVault;
  readonly networks: Networks;
  readonly tellRefusals: (tenantId: string, refusals: TunnelRefusals) => void;
  readonly announce: (status: TunnelStatus) => void;
  readonly publicUrlChanged: () => void;
  /** Starts it as Rollcall itself. */
  readonly start: () => Promise<void>;
  readonly reportFault: (fault: unknown, where: string) => void;
}

const byteMax = 255;
/** Without valid credentials, and above the limit of such requests. */
const refusedStatuses: ReadonlySet<number> = new Set([401, 429]);

/** While nothing runs, the status is about the provider that a start would use. */
function whole(live: LiveTunnel, stored: StoredTunnel): TunnelStatus {
  const config = chosenConfig(stored);
  const isAtRest = live.state === 'stopped' && config !== undefined;
  const facts = isAtRest ? { provider: config.provider, ...tunnelFacts(config) } : {};
  return { ...live, ...facts, publishedUrl: stored.publishedUrl, allowedNetworks: [...stored.allowedNetworks] };
}

export function createTunnel(ports: TunnelPorts, surroundings: TunnelSurroundings): Tunnel {
  const { clock, secrets, vault, networks, reportFault } = surroundings;
  const remembered = rememberTunnel(ports.store);
  /** Events follow one another: each is told with what is remembered by then, in the order in which it happened. */
  let telling = Promise.resolve();
  const tell = (live: () => LiveTunnel): Promise<void> => {
    telling = telling
      .then(async () => surroundings.announce(whole(live(), await remembered.get())))
      .catch((fault: unknown) => reportFault(fault, 'tunnel.changed'));
    return telling;
  };
  let publicUrl: string | null = null;
  const changed = (live: LiveTunnel): void => {
    const before = publicUrl;
    publicUrl = publicUrlAfter(before, live);
    if (publicUrl !== before) surroundings.publicUrlChanged();
    void tell(() => live);
  };
  const supervisor = createSupervisor({
    ...ports,
    target: () => ports.target(),
    clock,
    inClear: async (config) => withSecretInClear(config, await remembered.get(), vault),
    random: () => (secrets.randomBytes(1)[0] ?? 0) / byteMax,
    changed,
    reportFault,
  });
  const refusals = createRefusals({ clock, timers: ports.timers, changed: surroundings.tellRefusals });
  const clientHeader = (): ClientHeader | undefined => {
    const { provider, state } = supervisor.status();
    if (provider !== null && state !== 'stopped' && state !== 'failed') return clientHeaders[provider];
    const { provider: chosen, allowedNetworks } = remembered.known();
    // Going private must not let in whom the list kept out.
    return chosen === 'own-url' && allowedNetworks.length > 0 ? proxyAtRest : undefined;
  };
  return {
    ports,
    supervisor,
    remembered,
    now: () => clock.now(),
    publicUrl: () => publicUrl,
    clientHeader,
    barrierTo: (sender) => {
      const header = clientHeader();
      return header && barrierTo(sender, { allowed: remembered.known().allowedNetworks, networks, header });
    },
    refused: (tenantId, sender, status) => {
      if (sender.from !== 'here' && refusedStatuses.has(status)) refusals.add(tenantId, sender);
    },
    refusals: refusals.of,
    statusWith: (stored) => whole(supervisor.status(), stored),
    announce: () => tell(supervisor.status),
    startWithApp: async () => {
      // Ahead of what takes its time: a list that is not known yet keeps nobody out.
      await remembered.get();
      await ports.endLeftovers().catch((fault: unknown) => reportFault(fault, 'tunnel.endLeftovers'));
      const stored = await remembered.get();
      if (stored.startWithApp && chosenConfig(stored) !== undefined) await surroundings.start();
    },
  };
}
