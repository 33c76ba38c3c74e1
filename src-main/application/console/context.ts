import type { ConsoleApi, ConsoleEvent, ConsoleMethodName } from '#shared/console-api/index.ts';
import type { AuditRecorder } from '../audit/record.ts';
import type { ServedTenants } from '../definitions/served-tenants.ts';
import type { Events } from '../events.ts';
import type { HostFacts } from '../ports/host-facts.ts';
import type { Ports } from '../ports/ports.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { ConsoleCall } from './call.ts';
import type { Tunnel } from '../tunnel/create-tunnel.ts';

/** What every console use case is given. */
export interface ConsoleContext {
  readonly ports: Ports;
  readonly host: HostFacts;
  readonly served: ServedTenants;
  /** To be called when a tenant's settings of provider-issued tokens were changed. */
  readonly forgetProviderTokens: (tenantId: string) => void;
  /** What calls do is recorded for every method; `recordOwn` is for what Rollcall does by itself. */
  readonly audit: Pick<AuditRecorder, 'recordOwn'>;
  readonly signIn: SignIn;
  /** What the addresses that identity providers are given begin with; null while nothing listens. */
  readonly origin: () => string | null;
  /** Undefined in a core that no listener serves. */
  readonly tunnel?: Tunnel | undefined;
  /** Pushes an event to every console. */
  readonly announce: (event: ConsoleEvent) => void;
  /** Push the rows of these people and groups once more. */
  readonly usersTouched: Events['usersTouched'];
  readonly groupsTouched: Events['groupsTouched'];
}

/** The methods of one contract file: the compiler lists what is missing. */
export type MethodsOf<Contract> = Pick<ConsoleApi<ConsoleCall>, Extract<keyof Contract, ConsoleMethodName>>;
