import type { Database } from 'better-sqlite3';
import type { StoredToken, TokenStore } from '../../application/ports/token-store.ts';
import type { Scopes } from './scopes.ts';
import { planOnce } from './plan-once.ts';
import { emptyLog, withoutTrace } from './without-trace.ts';
import type { WriteQueue } from './write-queue.ts';

interface TokenRow {
  readonly id: string;
  readonly tenantId: string;
  readonly label: string;
  readonly hash: Buffer;
  readonly hint: string;
  readonly userId: string | null;
  readonly sealed: Buffer | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

const select = `SELECT k.id, t.id AS tenantId, k.label, k.hash, k.hint, k.user_id AS userId, k.sealed, k.created_at AS createdAt,
    k.last_used_at AS lastUsedAt, k.expires_at AS expiresAt, k.revoked_at AS revokedAt
  FROM tokens k JOIN tenants t ON t.key = k.tenant`;

const tokenOf = ({ userId, sealed, lastUsedAt, expiresAt, revokedAt, ...token }: TokenRow): StoredToken => ({
  ...token,
  ...(userId === null ? {} : { userId }),
  ...(sealed === null ? {} : { sealed }),
  ...(lastUsedAt === null ? {} : { lastUsedAt }),
  ...(expiresAt === null ? {} : { expiresAt }),
  ...(revokedAt === null ? {} : { revokedAt }),
});

/** A use is written at most this often per token. */
const touchEveryMs = 60_000;

export const createTokenStore = <Entry>(db: Database, queue: WriteQueue<Entry>, scopes: Scopes): TokenStore => {
  const insert = db.prepare(
    `INSERT INTO tokens (id, tenant, label, hash, hint, user_id, sealed, created_at, last_used_at, expires_at, revoked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectByTenant = db.prepare<[number], TokenRow>(
    planOnce(`${select} WHERE k.tenant = ? ORDER BY k.created_at, k.id`),
  );
  const selectByHash = db.prepare<[Uint8Array], TokenRow>(planOnce(`${select} WHERE k.hash = ?`));
  const revoke = db.prepare<[string, string, number]>(
    'UPDATE tokens SET revoked_at = coalesce(revoked_at, ?), sealed = NULL WHERE id = ? AND tenant = ?',
  );
  const selectSealed = db
    .prepare<[number], string>('SELECT id FROM tokens WHERE tenant = ? AND sealed IS NOT NULL ORDER BY created_at, id')
    .pluck();
  const eraseSealed = db.prepare<[number]>('UPDATE tokens SET sealed = NULL WHERE tenant = ? AND sealed IS NOT NULL');
  const setLastUsed = db.prepare<[string, string, string]>(
    "UPDATE tokens SET last_used_at = ? WHERE id = ? AND coalesce(last_used_at, '') < ?",
  );
  const touchedAt = new Map<string, number>();

  return {
    create: (token) =>
      queue.write(() => {
        const { id, tenantId, label, hash, hint, userId, sealed, createdAt, lastUsedAt, expiresAt, revokedAt } = token;
        const times = [createdAt, lastUsedAt ?? null, expiresAt ?? null, revokedAt ?? null];
        insert.run(id, scopes.tenantKey(tenantId), label, hash, hint, userId ?? null, sealed ?? null, ...times);
        return { value: undefined };
      }),
    list: async (tenantId) => selectByTenant.all(scopes.tenantKey(tenantId)).map(tokenOf),
    findByHash: async (hash) => {
      const row = selectByHash.get(hash);
      return row === undefined ? undefined : tokenOf(row);
    },
    revoke: async (tenantId, id, at) => {
      const { known, erased } = await queue.write(() => {
        const tenant = scopes.tenantKey(tenantId);
        const sealed = selectSealed.all(tenant).includes(id);
        const { changes } = withoutTrace(db, () => revoke.run(at, id, tenant));
        return { value: { known: changes > 0, erased: sealed } };
      });
      if (erased) emptyLog(db);
      return known;
    },
    eraseSealed: async (tenantId) => {
      const erased = await queue.write(() => {
        const tenant = scopes.tenantKey(tenantId);
        const ids = selectSealed.all(tenant);
        if (ids.length > 0) withoutTrace(db, () => eraseSealed.run(tenant));
        return { value: ids };
      });
      if (erased.length > 0) emptyLog(db);
      return erased;
    },
    touch: (id, at) => {
      const now = Date.parse(at);
      if (now - (touchedAt.get(id) ?? Number.NEGATIVE_INFINITY) < touchEveryMs) return;
      touchedAt.set(id, now);
      queue.writeLater(() => {
        withoutTrace(db, () => setLastUsed.run(at, id, at));
        return { value: undefined };
      });
    },
  };
};
