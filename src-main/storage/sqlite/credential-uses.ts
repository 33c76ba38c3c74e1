// When each credential was used last, and in how many cycles: kept in memory at every request, written seldom.
import type { Database } from 'better-sqlite3';
import type { CredentialUses, StoredUse, Use } from '../../application/ports/credential-uses.ts';
import type { Scopes } from './scopes.ts';
import type { WriteQueue } from './write-queue.ts';

interface UseRow {
  readonly credentialId: string;
  readonly firstAt: string;
  readonly at: string;
  readonly address: string;
  readonly userAgent: string | null;
  readonly cycleStartedAt: string;
  readonly cycles: number;
}

/** A use as this process knows it. */
interface Known {
  readonly tenantId: string;
  use: StoredUse;
  /** Milliseconds since 1970 of the use, and of the one that was written last. */
  atMs: number;
  writtenMs: number;
}

const writeEveryMs = 60_000;
/** A pause this long ends a cycle; Entra's own is forty minutes. */
const pauseMs = 10 * 60_000;
/** A client may send headers of any length. */
const userAgentCharacters = 300;

const select = `SELECT u.credential AS credentialId, u.first_at AS firstAt, u.at, u.address, u.user_agent AS userAgent,
    u.cycle_started_at AS cycleStartedAt, u.cycles FROM credential_uses u`;

const storedUseOf = ({ userAgent, ...row }: UseRow): StoredUse => ({
  ...row,
  ...(userAgent === null ? {} : { userAgent }),
});

/** The use after this one: the same cycle, or the next after a pause. */
const next = (credentialId: string, { at, address, userAgent }: Use, last?: StoredUse): StoredUse => {
  const latest = {
    credentialId,
    at,
    address,
    ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, userAgentCharacters) }),
  };
  if (last === undefined) return { ...latest, firstAt: at, cycleStartedAt: at, cycles: 0 };
  const { firstAt, cycleStartedAt, cycles } = last;
  return Date.parse(at) - Date.parse(last.at) >= pauseMs
    ? { ...latest, firstAt, cycleStartedAt: at, cycles: cycles + 1 }
    : { ...latest, firstAt, cycleStartedAt, cycles };
};

/** Whichever is newer: what this process saw, or what it or another one wrote. */
const newest = (stored: StoredUse | undefined, own: StoredUse | undefined): StoredUse | undefined =>
  stored === undefined || (own !== undefined && own.at > stored.at) ? own : stored;

export const createCredentialUses = <Entry>(db: Database, queue: WriteQueue<Entry>, scopes: Scopes): CredentialUses => {
  const selectOne = db.prepare<[string], UseRow>(`${select} WHERE u.credential = ?`);
  const selectByTenant = db.prepare<[number], UseRow>(`${select} WHERE u.tenant = ?`);
  const put = db.prepare<[string, number, string, string, string, string | null, string, number]>(
    `INSERT INTO credential_uses (credential, tenant, first_at, at, address, user_agent, cycle_started_at, cycles)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (credential) DO UPDATE SET at = excluded.at, address = excluded.address,
       user_agent = excluded.user_agent, cycle_started_at = excluded.cycle_started_at, cycles = excluded.cycles
     WHERE excluded.at > at`,
  );
  const known = new Map<string, Known>();

  /** A credential that is deleted meanwhile leaves at most this row, which goes with its tenant. */
  const write = (own: Known): void => {
    own.writtenMs = own.atMs;
    const { tenantId, use } = own;
    queue.writeLater(() => {
      const { credentialId, firstAt, at, address, userAgent, cycleStartedAt, cycles } = use;
      if (scopes.has(tenantId)) {
        const tenant = scopes.tenantKey(tenantId);
        put.run(credentialId, tenant, firstAt, at, address, userAgent ?? null, cycleStartedAt, cycles);
      }
      return { value: undefined };
    });
  };

  const read = (credentialId: string): StoredUse | undefined => {
    const row = selectOne.get(credentialId);
    return row === undefined ? undefined : storedUseOf(row);
  };

  return {
    touch: (credentialId, tenantId, given) => {
      const atMs = Date.parse(given.at);
      const own = known.get(credentialId);
      if (own === undefined) {
        const use = next(credentialId, given, read(credentialId));
        const first: Known = { tenantId, use, atMs, writtenMs: atMs };
        known.set(credentialId, first);
        write(first);
        return;
      }
      const paused = atMs - own.atMs >= pauseMs;
      // Requests of one millisecond are one use; a clock that was put back tells nothing new.
      if (atMs <= own.atMs) return;
      own.use = next(credentialId, given, own.use);
      own.atMs = atMs;
      if (paused || atMs - own.writtenMs >= writeEveryMs) write(own);
    },
    get: async (credentialId) => newest(read(credentialId), known.get(credentialId)?.use),
    list: async (tenantId) => {
      const uses = new Map(
        selectByTenant.all(scopes.tenantKey(tenantId)).map((row) => [row.credentialId, storedUseOf(row)] as const),
      );
      for (const [id, own] of known) {
        const use = own.tenantId === tenantId ? newest(uses.get(id), own.use) : undefined;
        if (use !== undefined) uses.set(id, use);
      }
      return uses;
    },
  };
};
