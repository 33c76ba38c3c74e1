import type { overviewMethods } from '#shared/console-api/overview.ts';
import type { LogRow, RequestBucket } from '#shared/console-api/provisioning-log.ts';
import { logRow } from '../events.ts';
import { tokenState } from '../credentials/handover.ts';
import { readReminders } from '../credentials/read-reminders.ts';
import type { ProvisioningLogStore } from '../ports/provisioning-log-store.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { overviewFor } from './overview-for.ts';
import { requireTenant } from './tenants.ts';

const halfHourMs = 30 * 60 * 1000;
const bucketsPerDay = 48;

/** Starts of the 48 half hours that end with the one `now` is in, ascending. */
export function halfHours(now: string): readonly string[] {
  const newest = Math.floor(Date.parse(now) / halfHourMs) * halfHourMs;
  return Array.from({ length: bucketsPerDay }, (_, index) =>
    new Date(newest - (bucketsPerDay - 1 - index) * halfHourMs).toISOString(),
  );
}

/** The storage leaves empty half hours out; a chart needs them. */
const filled = (starts: readonly string[], counted: readonly RequestBucket[]): RequestBucket[] => {
  const byStart = new Map(counted.map((bucket) => [Date.parse(bucket.start), bucket]));
  return starts.map((start) => {
    const { succeeded, failed } = byStart.get(Date.parse(start)) ?? { succeeded: 0, failed: 0 };
    return { start, succeeded, failed };
  });
};

const pageOfLog = 100;
const pagesToSearch = 5;

/** The newest request with a valid token. Guesses with wrong tokens may lie above it, so a bounded number is skipped. */
async function lastRequest(log: ProvisioningLogStore, tenantId: string): Promise<LogRow | null> {
  let beforeSeq: number | null = null;
  for (let page = 0; page < pagesToSearch; page++) {
    const { entries } = await log.list({
      tenantId,
      search: '',
      result: 'any',
      method: null,
      noted: false,
      resourceId: null,
      clientAddress: null,
      beforeSeq,
      afterSeq: null,
      limit: pageOfLog,
    });
    const authenticated = entries.findLast((entry) => entry.credentialId !== undefined);
    if (authenticated !== undefined) return logRow(authenticated);
    const oldest = entries[0];
    if (oldest === undefined || entries.length < pageOfLog) return null;
    beforeSeq = oldest.seq;
  }
  return null;
}

export function createOverviewMethods({ ports }: ConsoleContext): MethodsOf<typeof overviewMethods> {
  return {
    'overview.get': async ({ tenantId }, { caller }) => {
      await requireTenant(ports.tenants, tenantId);
      const now = ports.clock.now();
      const starts = halfHours(now);
      const [people, newest, tokens, reminders, counted] = await Promise.all([
        ports.directory.counts(tenantId),
        lastRequest(ports.log, tenantId),
        ports.tokens.list(tenantId),
        readReminders(ports, tenantId),
        ports.log.requestsPerHalfHour(tenantId, starts[0] ?? now),
      ]);
      return overviewFor(caller, {
        people,
        lastRequest: newest,
        activeTokens: tokens.filter((token) => tokenState(token, now) === 'active').length,
        reminders,
        requests: filled(starts, counted),
      });
    },
  };
}
