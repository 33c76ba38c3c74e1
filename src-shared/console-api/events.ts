import { z } from 'zod';
import { auditEntry } from './audit.ts';
import { reminder } from './credentials.ts';
import { groupRow } from './groups.ts';
import { overview } from './overview.ts';
import type { Need } from './method.ts';
import { oauthClient, providerTokens } from './oauth-clients.ts';
import { logRow } from './provisioning-log.ts';
import { recoveryKeyState } from './recovery-key.ts';
import { ssoState } from './sso.ts';
import { tenantWithUrl } from './tenants.ts';
import { token } from './tokens.ts';
import { tunnelRefusals } from './tunnel-refusals.ts';
import { tunnelStatus } from './tunnel.ts';
import { userRow } from './users.ts';
import { vaultState } from './vault.ts';

/** What main pushes to every console, batched: at the latest 50 ms or 200 rows after it happened. Past tense. */
export const consoleEvents = {
  'users.changed': z.object({
    tenantId: z.string(),
    created: z.array(userRow),
    updated: z.array(userRow),
    removed: z.array(z.string()),
  }),
  'groups.changed': z.object({
    tenantId: z.string(),
    created: z.array(groupRow),
    updated: z.array(groupRow),
    removed: z.array(z.string()),
  }),
  'provisioningLog.appended': z.object({ tenantId: z.string(), entries: z.array(logRow) }),
  'tokens.changed': z.object({ tenantId: z.string(), token }),
  'tokens.removed': z.object({ tenantId: z.string(), id: z.string() }),
  'oauthClients.changed': z.object({ tenantId: z.string(), client: oauthClient }),
  'oauthClients.removed': z.object({ tenantId: z.string(), id: z.string() }),
  'providerTokens.changed': z.object({ tenantId: z.string(), providerTokens }),
  /** A reminder that was not pushed before: the desktop shows it as a notification. */
  'reminders.due': z.object({ tenantId: z.string(), tenantName: z.string(), reminders: z.array(reminder) }),
  /** Somebody signed in, was locked out or got another role: each console asks session.get again. */
  'session.changed': z.object({}),
  'sso.changed': z.object({ state: ssoState }),
  'vault.changed': z.object({ vault: vaultState }),
  'recoveryKey.changed': z.object({ recoveryKey: recoveryKeyState }),
  'audit.appended': z.object({ entries: z.array(auditEntry) }),
  'tenants.created': z.object({ tenant: tenantWithUrl }),
  'tenants.changed': z.object({ tenant: tenantWithUrl }),
  'tenants.removed': z.object({ tenantId: z.string() }),
  'profiles.changed': z.object({}),
  /** A role was made, changed or removed, or another one is the default. Moved people come with users.changed. */
  'roles.changed': z.object({ tenantId: z.string() }),
  /** Something was seen for the first time that ticks a step of the Connect page. */
  'connect.changed': z.object({ tenantId: z.string() }),
  /** A schema or a resource type of the tenant was saved or removed. */
  'schemas.changed': z.object({ tenantId: z.string() }),
  /** The tunnel came into another state, or a probe of it came back. */
  'tunnel.changed': z.object({ status: tunnelStatus }),
  /** At most once a second while requests from outside are refused for their credentials. */
  'tunnel.refused': z.object({ tenantId: z.string(), refusals: tunnelRefusals }),
  /** At most once a second while requests come in. */
  'overview.changed': z.object({ tenantId: z.string(), overview }),
};

export type ConsoleEvents = { [Name in keyof typeof consoleEvents]: z.infer<(typeof consoleEvents)[Name]> };
export type ConsoleEventName = keyof ConsoleEvents;

/** One event on its way to a console. */
export type ConsoleEvent = {
  [Name in ConsoleEventName]: { readonly name: Name; readonly data: ConsoleEvents[Name] };
}[ConsoleEventName];

/** Who is told of an event; one about a tenant goes only to who may act on that tenant. */
export const consoleEventNeeds: Readonly<Record<ConsoleEventName, Need>> = {
  'users.changed': 'people.view',
  'groups.changed': 'groups.view',
  'provisioningLog.appended': 'provisioningLog.view',
  'tokens.changed': ['credentials.view', 'connect.view'],
  'tokens.removed': ['credentials.view', 'connect.view'],
  'oauthClients.changed': 'credentials.view',
  'oauthClients.removed': 'credentials.view',
  'providerTokens.changed': 'credentials.view',
  'reminders.due': 'credentials.view',
  'session.changed': 'anyone',
  'sso.changed': 'settings.view',
  'vault.changed': 'settings.view',
  'recoveryKey.changed': 'signedIn',
  'audit.appended': 'audit.view',
  'tenants.created': 'signedIn',
  'tenants.changed': 'signedIn',
  'tenants.removed': 'signedIn',
  'profiles.changed': 'signedIn',
  'roles.changed': 'signedIn',
  'connect.changed': 'connect.view',
  'schemas.changed': 'settings.view',
  'tunnel.changed': 'connect.view',
  'tunnel.refused': 'provisioningLog.view',
  'overview.changed': 'signedIn',
};
