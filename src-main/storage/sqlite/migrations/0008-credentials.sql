-- An OAuth client of a tenant's identity provider (RFC 6749 §4.4). trust is JSON: whose assertions a federated client is
-- known by.
CREATE TABLE oauth_clients (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tenant INTEGER NOT NULL REFERENCES tenants,
  label TEXT NOT NULL,
  scope TEXT NOT NULL,
  networks TEXT NOT NULL,
  access_token_minutes INTEGER NOT NULL,
  trust TEXT,
  created_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;
CREATE INDEX oauth_clients_by_tenant ON oauth_clients (tenant, created_at);

CREATE TABLE oauth_secrets (
  id TEXT PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES oauth_clients ON DELETE CASCADE,
  hash BLOB NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT,
  last_used_at TEXT
) STRICT;
CREATE INDEX oauth_secrets_by_client ON oauth_secrets (client, created_at);

ALTER TABLE tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'read-write';
-- JSON array of CIDR; empty: from anywhere.
ALTER TABLE tokens ADD COLUMN networks TEXT NOT NULL DEFAULT '[]';
-- An access token that this client fetched; it is not in the list of tokens.
ALTER TABLE tokens ADD COLUMN client INTEGER REFERENCES oauth_clients ON DELETE CASCADE;
-- The token it was made to replace, and how that one shall retire.
ALTER TABLE tokens ADD COLUMN replaces TEXT;
ALTER TABLE tokens ADD COLUMN retire TEXT;
-- Since when it is in no list; the log still names it, and a request with it is still told from a guess.
ALTER TABLE tokens ADD COLUMN removed_at TEXT;
CREATE INDEX tokens_by_client ON tokens (client, expires_at) WHERE client IS NOT NULL;

-- The newest use of a credential: a token, an OAuth client, or a tenant's tokens issued by the provider.
CREATE TABLE credential_uses (
  credential TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenants,
  first_at TEXT NOT NULL,
  at TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT,
  cycle_started_at TEXT NOT NULL,
  cycles INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_uses_by_tenant ON credential_uses (tenant);
INSERT INTO credential_uses (credential, tenant, first_at, at, address, cycle_started_at, cycles)
  SELECT id, tenant, last_used_at, last_used_at, '', last_used_at, 0 FROM tokens WHERE last_used_at IS NOT NULL;

-- Whether a tenant takes the tokens that Entra issues itself where the Secret Token is left blank.
CREATE TABLE provider_tokens (
  tenant INTEGER PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
  enabled INTEGER NOT NULL,
  entra_tenant_id TEXT,
  audiences TEXT NOT NULL
) STRICT;

-- Public keys of identity providers as they were last fetched, so that a start without a network still checks a token.
CREATE TABLE jwks_caches (
  url TEXT PRIMARY KEY,
  jwks TEXT NOT NULL,
  fetched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- JSON: the ordered checks of a request that was refused for its credentials.
ALTER TABLE log_entries ADD COLUMN authentication TEXT;

-- What wraps the data key, and the wrapped key where the wrapper keeps it here.
ALTER TABLE vaults ADD COLUMN protection TEXT NOT NULL DEFAULT 'key-file';
ALTER TABLE vaults ADD COLUMN wrapped BLOB;

-- At most one. The key itself only as a verifier (scrypt, with its parameters), as a wrapping of the data key, and sealed where
-- it may be shown again.
CREATE TABLE recovery_keys (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  id TEXT NOT NULL,
  verifier TEXT NOT NULL,
  wrap_salt BLOB NOT NULL,
  wrapped BLOB,
  sealed BLOB,
  created_at TEXT NOT NULL,
  drilled_at TEXT
) STRICT;
-- Tries of the recovery key that were wrong, until it is given.
CREATE TABLE recovery_key_tries (
  at TEXT NOT NULL
) STRICT;

-- At most one: the settings of single sign-on, as JSON.
CREATE TABLE single_sign_on (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  settings TEXT NOT NULL
) STRICT;

-- Who is signed in to the console; only the SHA-256 of each session's secret.
CREATE TABLE console_sessions (
  hash BLOB PRIMARY KEY,
  identity TEXT NOT NULL,
  signed_in_at TEXT NOT NULL,
  fresh_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: each entry's hash covers its content and the hash before it. tenant_id is text, so that an entry outlives its
-- tenant.
CREATE TABLE audit_entries (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  content TEXT NOT NULL,
  action TEXT NOT NULL,
  tenant_id TEXT,
  outcome TEXT NOT NULL,
  search_key TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_entries_by_action ON audit_entries (action, at);
CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE ON audit_entries BEGIN
  SELECT raise(ABORT, 'the audit log is append-only');
END;
-- How many entries there are and the newest one's hash: entries cut off at the end are missed by it.
CREATE TABLE audit_heads (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  entries INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- Reminders that were pushed already, so that each comes once.
CREATE TABLE reminders_sent (
  tenant INTEGER NOT NULL REFERENCES tenants ON DELETE CASCADE,
  reminder TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (tenant, reminder)
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('oauth_clients', 'sqlite_autoindex_oauth_clients_1', '20 1'),
  ('oauth_clients', 'oauth_clients_by_tenant', '20 2 1'),
  ('oauth_secrets', 'sqlite_autoindex_oauth_secrets_1', '40 1'),
  ('oauth_secrets', 'sqlite_autoindex_oauth_secrets_2', '40 1'),
  ('oauth_secrets', 'oauth_secrets_by_client', '40 2 1'),
  ('tokens', 'tokens_by_client', '100 10 1'),
  ('credential_uses', 'credential_uses', '40 1'),
  ('credential_uses', 'credential_uses_by_tenant', '40 4'),
  ('jwks_caches', 'jwks_caches', '10 1'),
  ('console_sessions', 'console_sessions', '10 1'),
  ('audit_entries', 'audit_entries_by_action', '10000 100 1'),
  ('reminders_sent', 'reminders_sent', '100 10 1');
ANALYZE sqlite_schema;
