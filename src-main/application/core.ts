// The core: everything Rollcall does, without a window, a socket or a file of its own. Hosts give it ports and listen.
import type { ConsoleEvent, ConsoleResult } from '#shared/console-api/index.ts';
import type { Clock } from './ports/clock.ts';
import type { DirectoryReader } from './ports/directory-reader.ts';
import type { ProvisioningLogStore } from './ports/provisioning-log-store.ts';
import type { ResourceStore } from './ports/resource-store.ts';
import type { Secrets } from './ports/secrets.ts';
import type { TenantStore } from './ports/tenant-store.ts';
import type { TokenStore } from './ports/token-store.ts';
import { callConsole, createConsole } from './console/console.ts';
import { rememberTokens } from './credentials/remember-tokens.ts';
import { createEvents } from './events.ts';
import { withManagerNames } from './manager-names.ts';
import { createScim } from './scim/create-scim.ts';
import type { Scim } from './scim/scim.ts';

export interface Ports {
  readonly resources: ResourceStore;
  readonly tenants: TenantStore;
  readonly tokens: TokenStore;
  readonly log: ProvisioningLogStore;
  readonly directory: DirectoryReader;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

/** What only the host knows; the addresses are null until (or unless) its listeners accept. */
export interface HostFacts {
  readonly version: string;
  readonly host: 'electron' | 'headless' | 'cli';
  readonly dataFolder: string;
  readonly runtime: string;
  readonly sqlite: string;
  databaseBytes(): number;
  scimUrl(): string | null;
  consoleUrl(): string | null;
  /** Receives what was not foreseen, with where it happened: the host's diagnostic log. */
  reportFault?(fault: unknown, where: string): void;
}

export interface Core {
  /** The SCIM use cases, for the public listener. */
  readonly scim: Scim;
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
  const events = createEvents({
    ...ports,
    overview: (tenantId) => api['overview.get']({ tenantId }),
    reportFault,
  });
  const api = createConsole(ports, host, events.announce);
  return {
    scim: createScim(ports, { reportFault, memberLeft: events.groupsTouched }),
    call: (name, input) => callConsole(api, name, input, reportFault),
    subscribe: events.subscribe,
    close: events.close,
  };
}
