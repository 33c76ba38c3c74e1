-- At most one: how this Rollcall is made public, as JSON without any secret.
CREATE TABLE tunnels (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  settings TEXT NOT NULL
) STRICT;

-- What a provider signs in with, sealed by the vault.
CREATE TABLE tunnel_secrets (
  provider TEXT PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tunnel_secrets', 'tunnel_secrets', '3 1');
ANALYZE sqlite_schema;
