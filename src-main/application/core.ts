// The core: everything Rollcall does, without a window, a socket or a file of its own. Hosts give it ports and listen.
import type { ConsoleEvent, ConsoleResult } from '#shared/console-api/index.ts';
import type { HostFacts } from './ports/host-facts.ts';
import type { Ports } from './ports/ports.ts';
import { createAuditRecorder } from './audit/record.ts';
import type { CallOrigin, ConsoleCall } from './console/call.ts';
import { tellOfAddresses } from './console/addresses.ts';
import { callConsole } from './console/call-console.ts';
import { createConsole } from './console/console.ts';
import { tellOfOAuthClient } from './console/shown-oauth-client.ts';
import { readTokens } from './console/shown-token.ts';
import { createHousekeeping } from './credentials/housekeeping.ts';
import { forgetAccessTokens } from './credentials/oauth/forget-access-tokens.ts';
import { createTokenEndpoint } from './credentials/oauth/issue-token.ts';
import { createOAuth } from './credentials/oauth/oauth.ts';
import { createProviderTokens } from './credentials/provider-token.ts';
import { rememberTokens } from './credentials/remember-tokens.ts';
import { createServedTenants } from './definitions/served-tenants.ts';
import { createEvents } from './events.ts';
import { withManagerNames } from './manager-names.ts';
import { createScim } from './scim/create-scim.ts';
import type { Scim } from './scim/scim.ts';
import { localAdmin } from './sign-in/callers.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { createTunnel, type Tunnel } from './tunnel/create-tunnel.ts';

/** What a host drives: the public listener its `scim`, a console transport `call` and `subscribe`. */
export interface Core {
  /** The SCIM use cases, for the public listener. */
  readonly scim: Scim;
  /**
   * The console API by name: asks whether the origin may, validates the input, never throws. Without an origin it is a
   * console that nobody has signed in to.
   */
  call(name: string, input: unknown, origin?: CallOrigin): Promise<ConsoleResult<unknown>>;
  /**
   * Pushes every console event that the listener's origin may hear at that moment; returns the function that stops. Without
   * a listener no event is made.
   */
  subscribe(listener: (event: ConsoleEvent) => void, origin?: () => CallOrigin): () => void;
  /** Whether a URL is where a sign-in that waits sends the browser: the only URL of an identity provider that is opened. */
  isSignInUrl(url: string): boolean;
  /** Ends every sign-in, as when the machine goes to sleep. Nothing changes where nobody is asked for one. */
  lockEverybody(): Promise<void>;
  /** What time alone brings about, such as tokens that retire and reminders; it runs by itself every minute. */
  housekeep(): Promise<void>;
  /** The public URL of the listener; undefined in a core that nothing serves. */
  readonly tunnel: Pick<Tunnel, 'clientHeader' | 'barrierTo' | 'refused' | 'startWithApp' | 'supervisor'> | undefined;
  /** Stops timers; the ports are closed by whoever opened them, afterwards. */
  close(): void;
}

/** A console that nobody has signed in to. */
const unknownOrigin: CallOrigin = { via: 'browser' };

/** What Rollcall asks of itself. */
const ownCall: ConsoleCall = {
  origin: { via: 'host' },
  caller: localAdmin,
  tell: () => {},
  requireFresh: () => {},
  requireFreshSignIn: () => {},
};

const toStderr = (fault: unknown, where: string): void => console.error(`Rollcall: a fault in ${where}:`, fault);

/** Puts the use cases together over the ports. The caller opened the ports and closes them after the core. */
export function createCore(given: Ports, host: HostFacts): Core {
  const tokens = rememberTokens(given.tokens, given.clock);
  const ports: Ports = {
    ...given,
    directory: withManagerNames(given.directory),
    tokens,
    oauth: forgetAccessTokens(given.oauth, () => tokens.forget()),
  };
  const reportFault = host.reportFault?.bind(host) ?? toStderr;
  const signIn = createSignIn(ports);
  const { callers } = signIn;
  const served = createServedTenants({ ...ports, reportFault });
  const events = createEvents({
    ...ports,
    overview: (tenantId) => api['overview.get']({ tenantId }, ownCall),
    callers,
    reportFault,
  });
  const audit = createAuditRecorder({ ...ports, announce: events.announce, reportFault });
  const providerTokens = createProviderTokens(ports);
  const oauth = createOAuth(
    ports,
    createTokenEndpoint(ports, (tenant, clientId) => {
      if (!events.isHeard()) return;
      void tellOfOAuthClient({ ports, origin: originNow, announce: events.announce }, tenant, clientId).catch(
        (fault: unknown) => reportFault(fault, 'oauthClients.changed'),
      );
    }),
  );
  const originNow = (): string | null => tunnel?.publicUrl() ?? host.scimUrl();
  const tunnel: Tunnel | undefined =
    ports.tunnel &&
    createTunnel(ports.tunnel, {
      ...ports,
      announce: (status) => events.announce({ name: 'tunnel.changed', data: { status } }),
      tellRefusals: (tenantId, refusals) => events.announce({ name: 'tunnel.refused', data: { tenantId, refusals } }),
      start: async () => void (await call('tunnel.start', {}, ownCall.origin)),
      publicUrlChanged: () => {
        if (!events.isHeard()) return;
        void tellOfAddresses({ ports, origin: originNow, announce: events.announce }).catch((fault: unknown) =>
          reportFault(fault, 'tenants.changed'),
        );
      },
      reportFault,
    });
  const api = createConsole({
    ports,
    host,
    served,
    audit,
    signIn,
    tunnel,
    origin: originNow,
    forgetProviderTokens: providerTokens.forget,
    ...events,
  });
  const call: Core['call'] = (name, input, origin = unknownOrigin) =>
    callConsole({ api, callers, audit, reportFault }, name, input, origin);
  const housekeeping = createHousekeeping({
    ports,
    tokensOf: (tenantId) => readTokens(ports, tenantId),
    revoke: async (retiring) => void (await call('tokens.revoke', retiring, ownCall.origin)),
    announce: events.announce,
    isHeard: events.isHeard,
    reportFault,
  });
  return {
    scim: createScim(ports, served, {
      reportFault,
      memberLeft: events.groupsTouched,
      checkProviderToken: providerTokens.check,
      oauth,
    }),
    tunnel,
    call,
    subscribe: (listener, origin = () => unknownOrigin) => events.subscribe(listener, origin),
    isSignInUrl: (url) => signIn.attempts.opens(url),
    lockEverybody: async () => {
      await callers.lockEverybody();
      events.announce({ name: 'session.changed', data: {} });
    },
    housekeep: () => housekeeping.run(),
    close: () => {
      housekeeping.close();
      signIn.attempts.cancelAll();
      events.close();
      audit.close();
    },
  };
}
