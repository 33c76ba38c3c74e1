// Sign-ins to the console: an opaque secret of 256 random bits, of which only the SHA-256 is kept. One ends 8 hours after
// it began, or 30 minutes after its last use.
import { idleMinutes, sessionHours } from '#shared/console-api/session.ts';
import type { Clock } from '../ports/clock.ts';
import type { SignedIn } from '../ports/identity-provider.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { SessionStore, StoredSession } from '../ports/session-store.ts';

const idleMs = idleMinutes * 60_000;
const lifeMs = sessionHours * 3_600_000;
/** A use is written at most this often. */
const touchEveryMs = 60_000;

export interface Sessions {
  /** Answers the secret. */
  open(signedIn: SignedIn): Promise<string>;
  /** The session, or the sentence that says why it does not hold. @param counts whether this is a use of it */
  find(secret: string, counts: boolean): Promise<StoredSession | string>;
  end(secret: string): Promise<boolean>;
  /** Answers how many there were. */
  endAll(): Promise<number>;
}

const isoAt = (ms: number): string => new Date(ms).toISOString();

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function createSessions(
  store: SessionStore,
  { clock, secrets }: { readonly clock: Clock; readonly secrets: Secrets },
): Sessions {
  return {
    async open({ identity, authenticatedAt }) {
      const secret = hex(secrets.randomBytes(32));
      const at = clock.now();
      const now = Date.parse(at);
      await store.removeStale(at, isoAt(now - idleMs));
      await store.create({
        hash: secrets.sha256(secret),
        identity,
        signedInAt: at,
        freshAt: authenticatedAt ?? '',
        seenAt: at,
        expiresAt: isoAt(now + lifeMs),
      });
      return secret;
    },
    async find(secret, counts) {
      const session = await store.find(secrets.sha256(secret));
      if (session === undefined) return 'this sign-in was ended or locked';
      const at = clock.now();
      if (session.expiresAt <= at) return `this sign-in ended after ${sessionHours} hours`;
      const idle = Date.parse(at) - Date.parse(session.seenAt);
      if (idle >= idleMs) return `this sign-in ended after ${idleMinutes} minutes without use`;
      if (counts && idle >= touchEveryMs) store.touch(session.hash, at);
      return session;
    },
    end: (secret) => store.remove(secrets.sha256(secret)),
    endAll: () => store.removeAll(),
  };
}
