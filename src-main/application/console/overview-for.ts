// The overview is for whoever is signed in; what in it belongs to a page of its own is left out for who may not see that page.
import type { Overview } from '#shared/console-api/overview.ts';
import type { Caller } from '#shared/console-api/session.ts';
import { has } from './permit.ts';

/** The overview as far as their role goes. People are counted for everybody. */
export function overviewFor(caller: Caller, overview: Overview): Overview {
  const seesLog = has(caller, 'provisioningLog.view');
  return {
    ...overview,
    lastRequest: seesLog || has(caller, 'connect.view') ? overview.lastRequest : null,
    requests: seesLog ? overview.requests : overview.requests.map(({ start }) => ({ start, succeeded: 0, failed: 0 })),
    ...(has(caller, 'credentials.view') ? {} : { activeTokens: 0, reminders: [] }),
  };
}
