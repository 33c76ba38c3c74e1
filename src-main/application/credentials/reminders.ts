// What the admin should act on: credentials that expire or did, hand-overs that are ready or stuck, the recovery key.
import type { Reminder } from '#shared/console-api/credentials.ts';
import { drillDueDays } from '#shared/console-api/recovery-key.ts';
import type { StoredUse } from '../ports/credential-uses.ts';
import type { StoredClientSecret, StoredOAuthClient } from '../ports/oauth-store.ts';
import type { StoredRecoveryKey } from '../ports/recovery-key-store.ts';
import type { StoredToken } from '../ports/token-store.ts';
import { handoverOf, replacementOf } from './handover.ts';

/** What reminders are told from. */
export interface ReminderFacts {
  readonly tokens: readonly StoredToken[];
  readonly uses: ReadonlyMap<string, StoredUse>;
  readonly clients: readonly StoredOAuthClient[];
  readonly recoveryKey: Pick<StoredRecoveryKey, 'createdAt' | 'drilledAt'> | undefined;
  /** Since when nobody gets in without single sign-on; undefined where it is not enforced. */
  readonly signOnEnforcedAt: string | undefined;
}

const dayMs = 24 * 60 * 60_000;
/** Ahead of an expiry, in days: at each of them it is pushed once. */
const thresholds = [1, 7, 30] as const;
/** An expiry is told of this long afterwards. */
const recentDays = 30;

const daysUntil = (at: string, now: string): number => Math.ceil((Date.parse(at) - Date.parse(now)) / dayMs) + 0;

const reminder = (
  kind: Reminder['kind'],
  about: { readonly id: string | null; readonly label: string },
  at: string,
  now: string,
): Reminder => ({ kind, id: about.id, label: about.label, at, days: daysUntil(at, now) });

/** Undefined for an expiry that is far off, or long past. */
function expiry(
  what: 'token' | 'secret',
  about: { readonly id: string; readonly label: string },
  expiresAt: string,
  now: string,
): Reminder | undefined {
  const days = daysUntil(expiresAt, now);
  if (days > Math.max(...thresholds) || days < -recentDays) return undefined;
  return reminder(expiresAt <= now ? `${what}Expired` : `${what}Expires`, about, expiresAt, now);
}

function ofToken(token: StoredToken, { tokens, uses }: ReminderFacts, now: string): (Reminder | undefined)[] {
  const replacement = replacementOf(token, tokens, now);
  const handover = handoverOf(token, tokens, uses, now);
  // Nothing stops with a token whose work another one does.
  const isReplaced =
    handover === null ? replacement !== undefined && uses.has(replacement.id) : handover.phase === 'ready';
  const { expiresAt } = token;
  return [
    expiresAt !== undefined && token.revokedAt === undefined && !isReplaced
      ? expiry('token', token, expiresAt, now)
      : undefined,
    handover?.phase === 'ready' && handover.retire === 'ask'
      ? reminder('handoverReady', token, uses.get(handover.newTokenId)?.at ?? now, now)
      : undefined,
    handover?.phase === 'oldInUse'
      ? reminder('handoverOldInUse', token, uses.get(token.id)?.at ?? now, now)
      : undefined,
  ];
}

const outlasts = (other: StoredClientSecret, secret: StoredClientSecret): boolean =>
  other.revokedAt === undefined && other.lastUsedAt !== undefined && other.expiresAt > secret.expiresAt;

function ofClient({ label, revokedAt, secrets }: StoredOAuthClient, now: string): (Reminder | undefined)[] {
  if (revokedAt !== undefined) return [];
  return secrets
    .filter((secret) => secret.revokedAt === undefined && !secrets.some((other) => outlasts(other, secret)))
    .map(({ id, expiresAt }) => expiry('secret', { id, label }, expiresAt, now));
}

const recovery = { id: null, label: '' };

/** Only where one is needed, or there is one. */
function ofRecoveryKey({ recoveryKey, signOnEnforcedAt }: ReminderFacts, now: string): Reminder | undefined {
  if (recoveryKey === undefined) {
    return signOnEnforcedAt === undefined ? undefined : reminder('recoveryKeyMissing', recovery, signOnEnforcedAt, now);
  }
  const proved = Date.parse(recoveryKey.drilledAt ?? recoveryKey.createdAt);
  const due = new Date(proved + drillDueDays * dayMs).toISOString();
  return due > now ? undefined : reminder('recoveryKeyDrill', recovery, due, now);
}

/** What has stopped comes before what will. */
const urgency: readonly Reminder['kind'][] = [
  'tokenExpired',
  'secretExpired',
  'recoveryKeyMissing',
  'handoverOldInUse',
  'tokenExpires',
  'secretExpires',
  'handoverReady',
  'recoveryKeyDrill',
];

/** Most urgent first; `now` is ISO 8601 UTC. */
export function remindersOf(facts: ReminderFacts, now: string): Reminder[] {
  return [
    ...facts.tokens.flatMap((token) => ofToken(token, facts, now)),
    ...facts.clients.flatMap((client) => ofClient(client, now)),
    ofRecoveryKey(facts, now),
  ]
    .filter((found) => found !== undefined)
    .toSorted((one, other) => urgency.indexOf(one.kind) - urgency.indexOf(other.kind) || one.days - other.days);
}

/** What tells a push of this reminder from the next one of the same thing: the threshold that its expiry has come to. */
export function pushKey({ kind, id, at, days }: Reminder): string {
  const expires = kind === 'tokenExpires' || kind === 'secretExpires';
  const expired = kind === 'tokenExpired' || kind === 'secretExpired';
  const step = expires ? `${at} ${thresholds.find((threshold) => days <= threshold) ?? ''}` : expired ? at : '';
  return `${kind} ${id ?? ''} ${kind === 'recoveryKeyDrill' ? at : step}`.trim();
}
