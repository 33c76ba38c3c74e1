// What time alone brings about, once a minute: tokens that retire by themselves, reminders that are due, access tokens and
// sign-ins that are over, and the news that a token was used or has expired.
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import type { Reminder } from '#shared/console-api/credentials.ts';
import { idleMinutes } from '#shared/console-api/session.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import type { Ports } from '../ports/ports.ts';
import { StoreError } from '../ports/store-error.ts';
import { readReminders } from './read-reminders.ts';
import { pushKey } from './reminders.ts';

const everyMs = 60_000;
/** An access token that expired lately is still told from a guess. */
const keptMs = 24 * 60 * 60_000;

export interface HousekeepingParts {
  readonly ports: Ports;
  readonly tokensOf: (tenantId: string) => Promise<readonly Token[]>;
  /** Revokes a token as Rollcall itself, while its successor holds; the audit log tells of it. */
  readonly revoke: (retiring: { tenantId: string; id: string; successorId: string }) => Promise<void>;
  readonly announce: (event: ConsoleEvent) => void;
  /** Whether anybody hears what is announced: a reminder that nobody heard is still due. */
  readonly isHeard: () => boolean;
  readonly reportFault: (fault: unknown, where: string) => void;
}

export interface Housekeeping {
  /** One round; it runs by itself every minute. Never rejects. */
  run(): Promise<void>;
  close(): void;
}

const isOfConsole = ({ kind }: Reminder): boolean => kind === 'recoveryKeyDrill' || kind === 'recoveryKeyMissing';

/** Starts the timer, which keeps no process alive. */
export function createHousekeeping(parts: HousekeepingParts): Housekeeping {
  const { ports, tokensOf, revoke, announce, isHeard, reportFault } = parts;
  const { clock } = ports;
  /** What was last known of each token, as text. */
  let told: ReadonlyMap<string, string> | undefined;
  let running: Promise<void> | undefined;
  let closed = false;

  const retire = async (tenantId: string): Promise<void> => {
    for (const { id, handover } of await tokensOf(tenantId)) {
      if (handover?.retire !== 'automatically' || handover.phase !== 'ready') continue;
      await revoke({ tenantId, id, successorId: handover.newTokenId });
    }
  };

  const tellOfTokens = async (tenants: readonly Tenant[]): Promise<void> => {
    const known = new Map<string, string>();
    for (const { id: tenantId } of tenants) {
      for (const token of await tokensOf(tenantId)) {
        const text = JSON.stringify(token);
        known.set(token.id, text);
        const before = told?.get(token.id);
        if (before !== undefined && before !== text) announce({ name: 'tokens.changed', data: { tenantId, token } });
      }
    }
    told = known;
  };

  const remind = async ({ id: tenantId, name: tenantName }: Tenant, isFirst: boolean): Promise<void> => {
    const reminders = (await readReminders(ports, tenantId)).filter((found) => isFirst || !isOfConsole(found));
    const due = new Set(await ports.sentReminders.claim(tenantId, reminders.map(pushKey), clock.now()));
    if (due.size === 0) return;
    const news = reminders.filter((found) => due.has(pushKey(found)));
    announce({ name: 'reminders.due', data: { tenantId, tenantName, reminders: news } });
  };

  const purge = async (): Promise<void> => {
    const now = Date.parse(clock.now());
    const ago = (ms: number): string => new Date(now - ms).toISOString();
    await ports.tokens.purgeAccessTokens(ago(keptMs));
    await ports.sessions.removeStale(ago(0), ago(idleMinutes * 60_000));
  };

  /** A tenant that was removed meanwhile has nothing to do any more, nor has a process that ends. */
  const guarded = async (work: () => Promise<void>, where: string): Promise<void> => {
    try {
      await work();
    } catch (fault) {
      const isOver = fault instanceof StoreError && (fault.code === 'not-found' || fault.code === 'closed');
      if (!isOver && !closed) reportFault(fault, where);
    }
  };

  const round = async (): Promise<void> => {
    const tenants = (await ports.tenants.list()).filter(({ archivedAt }) => archivedAt === null);
    for (const { id } of tenants) await guarded(() => retire(id), 'retiring tokens');
    if (isHeard()) {
      await guarded(() => tellOfTokens(tenants), 'news of tokens');
      for (const [index, tenant] of tenants.entries()) {
        await guarded(() => remind(tenant, index === 0), 'reminders');
      }
    }
    await guarded(purge, 'purging what has expired');
  };

  // A round that takes longer than a minute is not run twice at once.
  const run = (): Promise<void> => {
    running ??= guarded(round, 'housekeeping').finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void run(), everyMs);
  timer.unref();

  return {
    run,
    close: () => {
      closed = true;
      clearInterval(timer);
    },
  };
}
