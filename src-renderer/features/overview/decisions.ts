// Where the one button of a reminder leads: to the dialog that settles it.
import type { Reminder } from '#shared/console-api/credentials.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { StatusTone } from '#renderer/ui/StatusMark.tsx';

type Kind = Reminder['kind'];

const page = 'credentials';

/** Page and parameters. */
export function settledAt({ kind, id, label }: Reminder): readonly [string, Readonly<Record<string, string | null>>] {
  switch (kind) {
    case 'tokenExpires':
    case 'tokenExpired':
      return [page, { dialog: 'rotate', id }];
    case 'secretExpires':
    case 'secretExpired':
      return [page, { dialog: 'add-secret', id }];
    case 'handoverReady':
      return [page, { dialog: 'revoke', id }];
    case 'handoverOldInUse':
      return [page, { q: label }];
    case 'recoveryKeyDrill':
    case 'recoveryKeyMissing':
      return [page, { section: 'recovery-key' }];
    default:
      return assertNever(kind, 'kind of reminder');
  }
}

const late: ReadonlySet<Kind> = new Set(['tokenExpired', 'secretExpired']);
const good: ReadonlySet<Kind> = new Set(['handoverReady']);

/** What has stopped already is red, what is ready is fine, everything else waits. */
export const toneOf = (kind: Kind): StatusTone => (late.has(kind) ? 'failed' : good.has(kind) ? 'active' : 'pending');
