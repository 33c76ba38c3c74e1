// The core: everything Rollcall does, without a window, a socket or a file of its own. Hosts give it ports and listen.
import type { ConsoleEvent, ConsoleResult } from '#shared/console-api/index.ts';
import type { HostFacts } from './ports/host-facts.ts';
import type { Ports } from './ports/ports.ts';
import { callConsole, createConsole } from './console/console.ts';
import { rememberTokens } from './credentials/remember-tokens.ts';
import { createServedTenants } from './definitions/served-tenants.ts';
import { createEvents } from './events.ts';
import { withManagerNames } from './manager-names.ts';
import { createScim } from './scim/create-scim.ts';
import type { Scim } from './scim/scim.ts';
import { createTunnel, type Tunnel } from './tunnel/create-tunnel.ts';

/** What a host drives: the public listener its `scim`, a console transport `call` and `subscribe`. */
export interface Core {
  /** The SCIM use cases, for the public listener. */
  readonly scim: Scim;
  /** The public URL of the listener; undefined in a core that nothing serves. */
  readonly tunnel: Pick<Tunnel, 'startWithApp' | 'supervisor'> | undefined;
  /** The console API by name: validates the input, never throws. */
  call(name: string, input: unknown): Promise<ConsoleResult<unknown>>;
  /** Pushes every console event; returns the function that stops. Without a listener no event is made. */
  subscribe(listener: (event: ConsoleEvent) => void): () => void;
  /** Stops timers; the ports are closed by whoever opened them, afterwards. */
  close(): void;
}

const toStderr = (fault: unknown, where: string): void => console.error(`Rollcall: a fault in ${where}:`, fault);

/** Puts the use cases together over the ports. The caller opened the ports and closes them after the core. */
export function createCore(given: Ports, host: HostFacts): Core {
  const ports: Ports = {
    ...given,
    directory: withManagerNames(given.directory),
    tokens: rememberTokens(given.tokens, given.clock),
  };
  const reportFault = host.reportFault?.bind(host) ?? toStderr;
  const served = createServedTenants({ ...ports, reportFault });
  const events = createEvents({
    ...ports,
    overview: (tenantId) => api['overview.get']({ tenantId }),
    reportFault,
  });
  const tunnel =
    ports.tunnel &&
    createTunnel(ports.tunnel, {
      ...ports,
      announce: (status) => events.announce({ name: 'tunnel.changed', data: { status } }),
      reportFault,
    });
  const api = createConsole({ ports, host, served, tunnel, ...events });
  return {
    scim: createScim(ports, served, { reportFault, memberLeft: events.groupsTouched }),
    tunnel,
    call: (name, input) => callConsole(api, name, input, reportFault),
    subscribe: events.subscribe,
    close: events.close,
  };
}
