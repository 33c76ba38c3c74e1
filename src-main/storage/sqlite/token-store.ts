import type { Database } from 'better-sqlite3';
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { SecretJudge, StoredToken, TokenFacts, TokenStore } from '../../application/ports/token-store.ts';
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
  readonly scope: string;
  readonly networks: string;
  readonly clientId: string | null;
  readonly secretId: string | null;
  readonly userId: string | null;
  readonly replacesId: string | null;
  readonly retire: string | null;
  readonly sealed: Buffer | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** What an OAuth client or the secret it showed may not do any more, the access tokens may not either. */
const select = `SELECT k.id, t.id AS tenantId, k.label, k.hash, k.hint,
    CASE WHEN c.scope = 'read' THEN c.scope ELSE k.scope END AS scope, coalesce(c.networks, k.networks) AS networks,
    c.id AS clientId, k.secret AS secretId, k.user_id AS userId, k.replaces AS replacesId, k.retire, k.sealed,
    k.created_at AS createdAt, k.expires_at AS expiresAt, coalesce(k.revoked_at, s.revoked_at, c.revoked_at) AS revokedAt
  FROM tokens k JOIN tenants t ON t.key = k.tenant LEFT JOIN oauth_clients c ON c.key = k.client
    LEFT JOIN oauth_secrets s ON s.id = k.secret`;

const tokenOf = (row: TokenRow): StoredToken => ({
  id: row.id,
  tenantId: row.tenantId,
  label: row.label,
  hash: row.hash,
  hint: row.hint,
  scope: row.scope as CredentialScope,
  networks: row.networks === '[]' ? [] : (JSON.parse(row.networks) as string[]),
  createdAt: row.createdAt,
  ...(row.clientId === null ? {} : { clientId: row.clientId }),
  ...(row.secretId === null ? {} : { secretId: row.secretId }),
  ...(row.userId === null ? {} : { userId: row.userId }),
  ...(row.replacesId === null ? {} : { replacesId: row.replacesId }),
  ...(row.retire === null ? {} : { retire: row.retire as NonNullable<StoredToken['retire']> }),
  ...(row.sealed === null ? {} : { sealed: row.sealed }),
  ...(row.expiresAt === null ? {} : { expiresAt: row.expiresAt }),
  ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt }),
});

type Value = string | Uint8Array | null;

const column: Readonly<Record<keyof TokenFacts, string>> = {
  label: 'label',
  scope: 'scope',
  networks: 'networks',
  expiresAt: 'expires_at',
  userId: 'user_id',
};

/** The facts that were given, by their column. */
const changed = (facts: TokenFacts): readonly (readonly [string, Value])[] =>
  (Object.keys(column) as (keyof TokenFacts)[]).flatMap((name) => {
    const value = facts[name];
    if (value === undefined) return [];
    return [[column[name], value === null || typeof value === 'string' ? value : JSON.stringify(value)] as const];
  });

/** Secret Tokens and access tokens in one table, so that a request looks once. */
export const createTokenStore = <Entry>(db: Database, queue: WriteQueue<Entry>, scopes: Scopes): TokenStore => {
  const insert = db.prepare<[string, number, ...(Value | number)[]]>(
    `INSERT INTO tokens (id, tenant, label, hash, hint, scope, networks, user_id, replaces, retire, sealed, created_at,
       expires_at, revoked_at, client, secret)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectClient = db
    .prepare<[string, number], number>(
      'SELECT key FROM oauth_clients WHERE id = ? AND tenant = ? AND revoked_at IS NULL',
    )
    .pluck();
  const secretHolds = db.prepare<[string, number]>(
    'SELECT 1 FROM oauth_secrets WHERE id = ? AND client = ? AND revoked_at IS NULL',
  );
  const selectByTenant = db.prepare<[number], TokenRow>(
    planOnce(`${select} WHERE k.tenant = ? AND k.client IS NULL AND k.removed_at IS NULL ORDER BY k.created_at, k.id`),
  );
  const selectByHash = db.prepare<[Uint8Array], TokenRow>(planOnce(`${select} WHERE k.hash = ?`));
  const setters = Object.fromEntries(
    Object.values(column).map((name) => [
      name,
      db.prepare<[Value, string, number]>(`UPDATE tokens SET ${name} = ? WHERE id = ? AND tenant = ?`),
    ]),
  );
  const exists = db.prepare<[string, number]>(
    'SELECT 1 FROM tokens WHERE id = ? AND tenant = ? AND removed_at IS NULL',
  );
  const revoke = db.prepare<[string, string, number]>(
    'UPDATE tokens SET revoked_at = coalesce(revoked_at, ?), sealed = NULL WHERE id = ? AND tenant = ? AND removed_at IS NULL',
  );
  // Revoked as well: an expiry would be undone by a clock that is put back.
  const remove = db.prepare<[string, string, string, number]>(
    `UPDATE tokens SET removed_at = ?, revoked_at = coalesce(revoked_at, ?), sealed = NULL, replaces = NULL, retire = NULL
     WHERE id = ? AND tenant = ? AND removed_at IS NULL`,
  );
  const selectLabel = db
    .prepare<[string, number], string>('SELECT label FROM tokens WHERE id = ? AND tenant = ?')
    .pluck();
  const removeUse = db.prepare<[string]>('DELETE FROM credential_uses WHERE credential = ?');
  const forgetReplaced = db.prepare<[string, number]>(
    'UPDATE tokens SET replaces = NULL, retire = NULL WHERE replaces = ? AND tenant = ?',
  );
  const purge = db.prepare<[string]>('DELETE FROM tokens WHERE client IS NOT NULL AND expires_at < ?');
  const selectSealed = db
    .prepare<[number], string>('SELECT id FROM tokens WHERE tenant = ? AND sealed IS NOT NULL ORDER BY created_at, id')
    .pluck();
  const eraseSealed = db.prepare<[number]>('UPDATE tokens SET sealed = NULL WHERE tenant = ? AND sealed IS NOT NULL');

  const selectProfile = db.prepare<[number], { readonly id: string; readonly definition: string | null }>(
    'SELECT t.profile AS id, p.definition FROM tenants t LEFT JOIN profiles p ON p.id = t.profile WHERE t.key = ?',
  );

  const mayKeep = (tenant: number, keepsSecret: SecretJudge): boolean => {
    const { id, definition } = selectProfile.get(tenant) ?? { id: '', definition: null };
    return keepsSecret(id, definition === null ? undefined : (JSON.parse(definition) as JsonObject));
  };

  const listOf = (tenant: number): StoredToken[] => selectByTenant.all(tenant).map(tokenOf);

  /** Runs a change that takes a sealed secret away, and says whether it changed anything. */
  const taking = async (tenantId: string, id: string, change: (tenant: number) => number): Promise<boolean> => {
    const { known, erased } = await queue.write(() => {
      const tenant = scopes.tenantKey(tenantId);
      const sealed = selectSealed.all(tenant).includes(id);
      return { value: { known: withoutTrace(db, () => change(tenant)) > 0, erased: sealed } };
    });
    if (erased) emptyLog(db);
    return known;
  };

  const add = (tenant: number, token: StoredToken, client?: number): void => {
    const { id, label, hash, hint, scope, networks, userId, replacesId, retire, sealed } = token;
    const { createdAt, expiresAt, revokedAt, secretId } = token;
    const facts = [label, hash, hint, scope, JSON.stringify(networks), userId, replacesId, retire, sealed];
    const rest = [createdAt, expiresAt, revokedAt, client, secretId];
    insert.run(id, tenant, ...[...facts, ...rest].map((value) => value ?? null));
  };

  return {
    create: ({ sealed, ...token }, judge, keepsSecret = () => true) =>
      queue.write(() => {
        const tenant = scopes.tenantKey(token.tenantId);
        judge?.(listOf(tenant));
        const kept = sealed !== undefined && mayKeep(tenant, keepsSecret);
        add(tenant, kept ? { ...token, sealed } : token);
        return { value: undefined };
      }),
    createAccessToken: (token) =>
      queue.write(() => {
        const { tenantId, clientId, secretId } = token;
        const tenant = scopes.tenantKey(tenantId);
        const client = selectClient.get(clientId, tenant);
        if (client === undefined) return { value: false };
        if (secretId !== undefined && secretHolds.get(secretId, client) === undefined) return { value: false };
        add(tenant, token, client);
        return { value: true };
      }),
    list: async (tenantId) => listOf(scopes.tenantKey(tenantId)),
    findByHash: async (hash) => {
      const row = selectByHash.get(hash);
      return row === undefined ? undefined : tokenOf(row);
    },
    set: (tenantId, id, facts, judge) =>
      queue.write(() => {
        const tenant = scopes.tenantKey(tenantId);
        judge?.(listOf(tenant));
        const known = exists.get(id, tenant) !== undefined;
        // A row that grows moves, and its sealed secret with it.
        withoutTrace(db, () => {
          for (const [name, value] of changed(facts)) setters[name]?.run(value, id, tenant);
        });
        return { value: known };
      }),
    revoke: (tenantId, id, at, judge) =>
      taking(tenantId, id, (tenant) => {
        judge?.(listOf(tenant));
        return revoke.run(at, id, tenant).changes;
      }),
    remove: (tenantId, id, at, judge) =>
      taking(tenantId, id, (tenant) => {
        judge?.(listOf(tenant));
        const { changes } = remove.run(at, at, id, tenant);
        if (changes > 0) {
          removeUse.run(id);
          forgetReplaced.run(id, tenant);
        }
        return changes;
      }),
    labelOf: async (tenantId, id) => selectLabel.get(id, scopes.tenantKey(tenantId)),
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
    purgeAccessTokens: (expiredBefore) => queue.write(() => ({ value: purge.run(expiredBefore).changes })),
  };
};
