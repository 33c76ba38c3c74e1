// Who makes a call of the console. Without single sign-on everybody is the local admin, who may do everything; with it,
// somebody whose sign-in holds and who is admitted at this moment. The program's own calls are the local admin's always.
import { permissions } from '#shared/console-api/permissions.ts';
import { freshMs, type Caller, type Identity } from '#shared/console-api/session.ts';
import type { CallOrigin } from '../console/call.ts';
import type { Clock } from '../ports/clock.ts';
import type { DirectoryReader } from '../ports/directory-reader.ts';
import type { StoredSession } from '../ports/session-store.ts';
import type { SsoSettings, SsoStore } from '../ports/sso-store.ts';
import { admit } from './admission.ts';
import type { LocalProof } from './local-proof.ts';
import type { Sessions } from './sessions.ts';

/** Somebody whom Rollcall knows at this moment. */
export interface KnownCaller {
  readonly caller: Caller;
  /** Who the identity provider says it is, as `issuer subject`; null for the local admin. */
  readonly subject: string | null;
  /** Whether who it is was shown again within the last five minutes, or there is nothing to show it with. */
  readonly fresh: boolean;
  /** Until when that lasts; null: it is over, or there is nothing to show it with. */
  readonly freshUntil: string | null;
}

export interface Callers {
  /** Whether a call needs a sign-in. At once, so that an event does not wait where nobody is asked for one. */
  enforced(): boolean;
  /**
   * Undefined: single sign-on is enforced and the origin carries no sign-in that holds.
   * @param counts whether this is a use of the sign-in, which then does not end for lack of one
   */
  of(origin: CallOrigin, counts?: boolean): Promise<KnownCaller | undefined>;
  /** Why the origin is nobody, for the person; asked only where `of` answers undefined. */
  whyNobody(origin: CallOrigin): Promise<string>;
  /** Ends every sign-in. */
  lockEverybody(): Promise<void>;
}

export const localAdmin: Caller = {
  kind: 'local',
  name: '',
  administrator: true,
  tenantId: null,
  userId: null,
  roleName: null,
  permissions: [...permissions],
  signedInAt: null,
  expiresAt: null,
};

/** What a method that anyone may call is told where nobody is signed in. */
export const nobody: Caller = { ...localAdmin, kind: 'person', administrator: false, permissions: [] };

/** Who somebody is as the audit log names them. */
export const subjectOf = ({ issuer, subject }: Pick<Identity, 'issuer' | 'subject'>): string => `${issuer} ${subject}`;

/** Undefined when that was more than five minutes ago, or is in the future: then the clock was set, and it proves nothing. */
function freshUntilOf(at: string, now: string): string | undefined {
  if (at === '' || at > now) return undefined;
  const until = new Date(Date.parse(at) + freshMs).toISOString();
  return until > now ? until : undefined;
}

/** What `createCallers` is given. */
export interface CallerSources {
  readonly sso: SsoStore;
  readonly directory: DirectoryReader;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly localProof: LocalProof;
}

/** What another process beside this one may change is seen at the latest after this long by `enforced`. */
const rememberedMs = 1_000;

export function createCallers({ sso, directory, clock, sessions, localProof }: CallerSources): Callers {
  /** Until it is read the first time, somebody might have to be asked. */
  let enforced = true;
  let readAt = -Infinity;

  const settingsNow = async (): Promise<SsoSettings | undefined> => {
    readAt = clock.monotonic();
    const settings = await sso.get();
    enforced = settings?.enforcedAt != null;
    return enforced ? settings : undefined;
  };

  const asLocalAdmin = async ({ via }: CallOrigin): Promise<KnownCaller> => {
    if (via === 'host') return { caller: localAdmin, subject: null, fresh: true, freshUntil: null };
    const freshUntil = freshUntilOf(localProof.shownAt(via), clock.now()) ?? null;
    const fresh = freshUntil !== null || (await localProof.kind()) === 'none';
    return { caller: localAdmin, subject: null, fresh, freshUntil };
  };

  const asSignedIn = async (
    settings: SsoSettings,
    { identity, signedInAt, freshAt, expiresAt }: StoredSession,
  ): Promise<KnownCaller | string> => {
    const admission = await admit(settings, identity, directory);
    if ('refusal' in admission) return admission.refusal;
    const freshUntil = freshUntilOf(freshAt, clock.now()) ?? null;
    return {
      caller: { ...admission.admitted, signedInAt, expiresAt },
      subject: subjectOf(identity),
      fresh: freshUntil !== null,
      freshUntil,
    };
  };

  const find = async (origin: CallOrigin, counts: boolean): Promise<KnownCaller | string> => {
    if (origin.via === 'host') return asLocalAdmin(origin);
    const settings = await settingsNow();
    if (settings === undefined) return asLocalAdmin(origin);
    if (origin.signIn === undefined) return 'this call carries no sign-in';
    const session = await sessions.find(origin.signIn, counts);
    return typeof session === 'string' ? session : asSignedIn(settings, session);
  };

  return {
    enforced: () => {
      // The event that asks is sent as was known; the next one as it is.
      if (clock.monotonic() - readAt >= rememberedMs) settingsNow().catch(() => (enforced = true));
      return enforced;
    },
    of: async (origin, counts = true) => {
      const found = await find(origin, counts);
      return typeof found === 'string' ? undefined : found;
    },
    whyNobody: async (origin) => {
      const found = await find(origin, false);
      return typeof found === 'string' ? found : 'this call came at the moment of a change';
    },
    lockEverybody: async () => {
      localProof.forget();
      await sessions.endAll();
    },
  };
}
