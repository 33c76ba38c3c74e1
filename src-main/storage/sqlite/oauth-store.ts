import type { Database } from 'better-sqlite3';
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import type { AssertionTrust } from '#shared/console-api/oauth-clients.ts';
import type {
  ActiveAccessTokens,
  ClientJudge,
  OAuthStore,
  StoredClientSecret,
  StoredOAuthClient,
} from '../../application/ports/oauth-store.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';
import type { WriteQueue } from './write-queue.ts';

interface ClientRow {
  readonly key: number;
  readonly id: string;
  readonly tenantId: string;
  readonly label: string;
  readonly scope: CredentialScope;
  readonly networks: string;
  readonly accessTokenMinutes: number;
  readonly trust: string | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

interface SecretRow {
  readonly client: number;
  readonly id: string;
  readonly hash: Buffer;
  readonly hint: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

const selectClient = `SELECT c.key, c.id, t.id AS tenantId, c.label, c.scope, c.networks,
    c.access_token_minutes AS accessTokenMinutes, c.trust, c.created_at AS createdAt, c.revoked_at AS revokedAt
  FROM oauth_clients c JOIN tenants t ON t.key = c.tenant`;

const selectSecret = `SELECT s.client, s.id, s.hash, s.hint, s.created_at AS createdAt, s.expires_at AS expiresAt,
    s.revoked_at AS revokedAt, s.last_used_at AS lastUsedAt
  FROM oauth_secrets s`;

const secretOf = ({ id, hash, hint, createdAt, expiresAt, revokedAt, lastUsedAt }: SecretRow): StoredClientSecret => ({
  id,
  hash,
  hint,
  createdAt,
  expiresAt,
  ...(revokedAt === null ? {} : { revokedAt }),
  ...(lastUsedAt === null ? {} : { lastUsedAt }),
});

const clientOf = (
  { key, networks, trust, revokedAt, ...client }: ClientRow,
  secrets: readonly SecretRow[],
): StoredOAuthClient => ({
  ...client,
  networks: JSON.parse(networks) as string[],
  ...(trust === null ? {} : { trust: JSON.parse(trust) as AssertionTrust }),
  ...(revokedAt === null ? {} : { revokedAt }),
  secrets: secrets.filter((secret) => secret.client === key).map(secretOf),
});

/** A use is written at most this often per secret. */
const touchEveryMs = 60_000;

/** Clients and their secrets, read together. */
export const createOAuthStore = <Entry>(db: Database, queue: WriteQueue<Entry>, scopes: Scopes): OAuthStore => {
  const selectByTenant = db.prepare<[number], ClientRow>(
    planOnce(`${selectClient} WHERE c.tenant = ? ORDER BY c.created_at, c.id`),
  );
  const selectSecretsOfTenant = db.prepare<[number], SecretRow>(
    planOnce(`${selectSecret} JOIN oauth_clients c ON c.key = s.client WHERE c.tenant = ?
      ORDER BY s.created_at DESC, s.id DESC`),
  );
  const selectById = db.prepare<[string, number], ClientRow>(
    planOnce(`${selectClient} WHERE c.id = ? AND c.tenant = ?`),
  );
  const selectSecretsOfClient = db.prepare<[number], SecretRow>(
    planOnce(`${selectSecret} WHERE s.client = ? ORDER BY s.created_at DESC, s.id DESC`),
  );
  const insertClient = db.prepare(
    `INSERT INTO oauth_clients (id, tenant, label, scope, networks, access_token_minutes, trust, created_at, revoked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertSecret = db.prepare(
    `INSERT INTO oauth_secrets (id, client, hash, hint, created_at, expires_at, revoked_at, last_used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare<[string, string, string, number, string | null, number]>(
    'UPDATE oauth_clients SET label = ?, scope = ?, networks = ?, access_token_minutes = ?, trust = ? WHERE key = ?',
  );
  const revokeSecret = db.prepare<[string, string, number]>(
    'UPDATE oauth_secrets SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? AND client = ?',
  );
  const revokeSecrets = db.prepare<[string, number]>(
    'UPDATE oauth_secrets SET revoked_at = coalesce(revoked_at, ?) WHERE client = ?',
  );
  const revokeClient = db.prepare<[string, number]>(
    'UPDATE oauth_clients SET revoked_at = coalesce(revoked_at, ?) WHERE key = ?',
  );
  const deleteUse = db.prepare<[string]>('DELETE FROM credential_uses WHERE credential = ?');
  const deleteClient = db.prepare<[number]>('DELETE FROM oauth_clients WHERE key = ?');
  const countActive = db.prepare<[string, number], ActiveAccessTokens>(
    planOnce(`SELECT c.id AS clientId, k.secret AS secretId, count(*) AS count FROM oauth_clients c
      JOIN tokens k ON k.client = c.key AND k.expires_at > ? AND k.revoked_at IS NULL
      LEFT JOIN oauth_secrets s ON s.id = k.secret
      WHERE c.tenant = ? AND c.revoked_at IS NULL AND s.revoked_at IS NULL GROUP BY c.id, k.secret`),
  );
  const setLastUsed = db.prepare<[string, string, string]>(
    "UPDATE oauth_secrets SET last_used_at = ? WHERE id = ? AND coalesce(last_used_at, '') < ?",
  );
  const touchedAt = new Map<string, number>();

  const addSecret = (client: number | bigint, secret: StoredClientSecret): void => {
    const { id, hash, hint, createdAt, expiresAt, revokedAt, lastUsedAt } = secret;
    insertSecret.run(id, client, hash, hint, createdAt, expiresAt, revokedAt ?? null, lastUsedAt ?? null);
  };

  const wholeOf = (row: ClientRow): StoredOAuthClient => clientOf(row, selectSecretsOfClient.all(row.key));

  /** Runs a change of one client in a transaction; false when the tenant has no such client. */
  const change = (
    tenantId: string,
    id: string,
    run: (row: ClientRow) => boolean,
    judge?: ClientJudge,
  ): Promise<boolean> =>
    queue.write(() => {
      const row = selectById.get(id, scopes.tenantKey(tenantId));
      if (row === undefined) return { value: false };
      judge?.(wholeOf(row));
      return { value: run(row) };
    });

  return {
    list: async (tenantId) => {
      const tenant = scopes.tenantKey(tenantId);
      const secrets = selectSecretsOfTenant.all(tenant);
      return selectByTenant.all(tenant).map((row) => clientOf(row, secrets));
    },
    find: async (tenantId, id) => {
      const row = selectById.get(id, scopes.tenantKey(tenantId));
      return row === undefined ? undefined : wholeOf(row);
    },
    create: (client) =>
      queue.write(() => {
        const { id, tenantId, label, scope, networks, accessTokenMinutes, trust, createdAt, revokedAt } = client;
        const { lastInsertRowid } = insertClient.run(
          id,
          scopes.tenantKey(tenantId),
          label,
          scope,
          JSON.stringify(networks),
          accessTokenMinutes,
          trust === undefined ? null : JSON.stringify(trust),
          createdAt,
          revokedAt ?? null,
        );
        for (const secret of client.secrets) addSecret(lastInsertRowid, secret);
        return { value: undefined };
      }),
    update: (tenantId, id, changes, judge) => {
      const run = (row: ClientRow): boolean => {
        const { label = row.label, scope = row.scope, accessTokenMinutes = row.accessTokenMinutes } = changes;
        const networks = changes.networks === undefined ? row.networks : JSON.stringify(changes.networks);
        const trust = changes.trust === undefined ? row.trust : JSON.stringify(changes.trust);
        update.run(label, scope, networks, accessTokenMinutes, trust, row.key);
        return true;
      };
      return change(tenantId, id, run, judge);
    },
    addSecret: (tenantId, id, secret, judge) => {
      const run = ({ key }: ClientRow): boolean => {
        addSecret(key, secret);
        return true;
      };
      return change(tenantId, id, run, judge);
    },
    revokeSecret: (tenantId, id, secretId, at) =>
      change(tenantId, id, ({ key }) => revokeSecret.run(at, secretId, key).changes > 0),
    revoke: (tenantId, id, at) =>
      change(tenantId, id, ({ key }) => {
        revokeSecrets.run(at, key);
        return revokeClient.run(at, key).changes > 0;
      }),
    remove: (tenantId, id) =>
      change(tenantId, id, ({ key }) => {
        deleteUse.run(id);
        return deleteClient.run(key).changes > 0;
      }),
    activeAccessTokens: async (tenantId, at) => countActive.all(at, scopes.tenantKey(tenantId)),
    touchSecret: (secretId, at) => {
      const now = Date.parse(at);
      if (now - (touchedAt.get(secretId) ?? Number.NEGATIVE_INFINITY) < touchEveryMs) return;
      touchedAt.set(secretId, now);
      queue.writeLater(() => {
        setLastUsed.run(at, secretId, at);
        return { value: undefined };
      });
    },
  };
};
