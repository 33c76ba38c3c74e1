import { z } from 'zod';
import { groupRow } from './groups.ts';
import { overview } from './overview.ts';
import { logRow } from './provisioning-log.ts';
import { tenantWithUrl } from './tenants.ts';
import { token } from './tokens.ts';
import { tunnelStatus } from './tunnel.ts';
import { userRow } from './users.ts';

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
  /** At most once a second while requests come in. */
  'overview.changed': z.object({ tenantId: z.string(), overview }),
};

export type ConsoleEvents = { [Name in keyof typeof consoleEvents]: z.infer<(typeof consoleEvents)[Name]> };
export type ConsoleEventName = keyof ConsoleEvents;

/** One event on its way to a console. */
export type ConsoleEvent = {
  [Name in ConsoleEventName]: { readonly name: Name; readonly data: ConsoleEvents[Name] };
}[ConsoleEventName];
