// Writes the audit log: one entry for each call that it keeps, and one for what Rollcall does by itself. Whoever calls
// without being let in cannot fill the disk: of what is refused, only the first of a minute are entries of their own.
import type { AuditEntry } from '#shared/console-api/audit.ts';
import type { ConsoleEvent } from '#shared/console-api/events.ts';
import type { CallOrigin, Told } from '../console/call.ts';
import type { AuditStore } from '../ports/audit-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { KnownCaller } from '../sign-in/callers.ts';
import { chained, entryOf, type AuditDraft } from './chain.ts';
import { scrubMembers, scrubText, secretsIn, shownInput } from './scrub.ts';

/** A call that has ended. */
export interface EndedCall {
  readonly action: string;
  readonly origin: CallOrigin;
  readonly known: KnownCaller | undefined;
  readonly outcome: AuditEntry['outcome'];
  /** As it arrived, valid or not. */
  readonly input: unknown;
  readonly told: Told;
  /** What it answered: secrets in it are looked for in everything else. */
  readonly output?: unknown;
  /** Why it was refused or failed. */
  readonly detail?: string;
}

export interface AuditRecorder {
  /** Never rejects: an entry that cannot be written is a fault that the host hears of. */
  record(call: EndedCall): Promise<void>;
  /** What Rollcall did by itself, as `token.retired`. */
  recordOwn(action: string, told: Told): Promise<void>;
  /** Writes what is counted and stops the timer. */
  close(): void;
}

export interface AuditSources {
  readonly audit: AuditStore;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly announce: (event: ConsoleEvent) => void;
  readonly reportFault: (fault: unknown, where: string) => void;
}

/** Calls of one kind, by one caller, within a minute; those beyond the first ten become one entry that counts them. */
const ownEntries = 10;
const countedForMs = 60_000;

interface Counted {
  readonly actor: AuditEntry['actor'];
  readonly via: AuditEntry['via'];
  readonly outcome: AuditEntry['outcome'];
  seen: number;
  /** How many of each method have no entry of their own. */
  readonly more: Map<string, number>;
}

function actorOf({ origin, known }: Pick<EndedCall, 'origin' | 'known'>): AuditEntry['actor'] {
  if (origin.via === 'host') return { kind: 'rollcall', name: 'Rollcall', subject: null };
  if (known === undefined) return { kind: 'nobody', name: '', subject: null };
  return { kind: known.caller.kind, name: known.caller.name, subject: known.subject };
}

/** Ids are short; whatever else arrives in that place is none. */
const longestId = 64;

function tenantIdIn(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('tenantId' in input)) return null;
  const { tenantId } = input;
  return typeof tenantId === 'string' && tenantId.length <= longestId ? tenantId : null;
}

const scrubbed = (
  values: Readonly<Record<string, unknown>> | null | undefined,
  secrets: readonly string[],
): Record<string, unknown> | null => (values === null || values === undefined ? null : scrubMembers(values, secrets));

function draftOf(call: EndedCall, actor: AuditEntry['actor'], at: string): AuditDraft {
  const { action, origin, outcome, input, told, output, detail } = call;
  const secrets = [...secretsIn(input), ...secretsIn(output), ...(origin.signIn === undefined ? [] : [origin.signIn])];
  const toldNothing = told.target === undefined && told.before === undefined && told.after === undefined;
  const text = [told.detail, detail].filter((part) => part !== undefined).join(' ');
  return {
    at,
    actor,
    via: origin.via,
    action,
    tenantId: told.tenantId ?? tenantIdIn(input),
    target: told.target === undefined ? null : scrubText(told.target, secrets),
    outcome,
    before: scrubbed(told.before, secrets),
    after: scrubbed(toldNothing ? shownInput(input) : told.after, secrets),
    detail: text === '' ? null : scrubText(text, secrets),
  };
}

export function createAuditRecorder({ audit, clock, secrets, announce, reportFault }: AuditSources): AuditRecorder {
  const counted = new Map<string, Counted>();
  let timer: NodeJS.Timeout | undefined;

  const append = async (draft: AuditDraft): Promise<void> => {
    try {
      const entry = entryOf(await audit.append((end) => chained(secrets, end, draft)));
      announce({ name: 'audit.appended', data: { entries: [entry] } });
    } catch (fault) {
      reportFault(fault, `the audit log, which lacks an entry for ${draft.action}`);
    }
  };

  const writeCounted = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const { actor, via, outcome, more } of counted.values()) {
      if (more.size === 0) continue;
      const calls = [...more.values()].reduce((sum, count) => sum + count, 0);
      void append({
        at: clock.now(),
        actor,
        via,
        action: outcome === 'refused' ? 'calls.refused' : 'calls.repeated',
        tenantId: null,
        target: null,
        outcome,
        before: null,
        after: Object.fromEntries(more),
        detail: `${calls} more within a minute of those before; each is counted by its method.`,
      });
    }
    counted.clear();
  };

  /** Whether this call gets an entry of its own. */
  const isOwn = ({ action, origin: { via }, outcome }: EndedCall, actor: AuditEntry['actor']): boolean => {
    if (outcome !== 'refused' && actor.kind !== 'nobody') return true;
    const key = JSON.stringify([actor, via, outcome]);
    const found = counted.get(key) ?? { actor, via, outcome, seen: 0, more: new Map<string, number>() };
    counted.set(key, found);
    timer ??= setTimeout(writeCounted, countedForMs).unref();
    found.seen += 1;
    if (found.seen <= ownEntries) return true;
    found.more.set(action, (found.more.get(action) ?? 0) + 1);
    return false;
  };

  return {
    async record(call) {
      const actor = actorOf(call);
      if (isOwn(call, actor)) await append(draftOf(call, actor, clock.now()));
    },
    async recordOwn(action, told) {
      const origin: CallOrigin = { via: 'host' };
      const call: EndedCall = { action, origin, known: undefined, outcome: 'done', input: null, told };
      await append(draftOf(call, actorOf(call), clock.now()));
    },
    close: writeCounted,
  };
}
