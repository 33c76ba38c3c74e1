ALTER TABLE tenants ADD COLUMN idp_tenant_id TEXT;
-- 0: writes are refused. Only tenants whose profile has the switch are ever 0.
ALTER TABLE tenants ADD COLUMN provisioning INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tenants ADD COLUMN archived_at TEXT;
-- A removed tenant is gone for everybody at once; its rows go a piece at a time, and then this one.
ALTER TABLE tenants ADD COLUMN removed_at TEXT;

-- Profiles an admin has made or imported, as JSON; the built-in ones are part of the program.
CREATE TABLE profiles (
  id TEXT PRIMARY KEY,
  definition TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tenant INTEGER NOT NULL REFERENCES tenants,
  name TEXT NOT NULL,
  -- Folded, so that two roles do not differ by case alone.
  name_key TEXT NOT NULL,
  description TEXT NOT NULL,
  permissions TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  is_locked INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (tenant, name_key)
) STRICT;
CREATE UNIQUE INDEX roles_default ON roles (tenant) WHERE is_default = 1;

-- What the admin says about a person; no provisioning request changes any of it.
ALTER TABLE resources ADD COLUMN role INTEGER REFERENCES roles;
ALTER TABLE resources ADD COLUMN role_by_hand INTEGER NOT NULL DEFAULT 0;
ALTER TABLE resources ADD COLUMN notes TEXT;
-- 1: made here and not yet matched by an identity provider.
ALTER TABLE resources ADD COLUMN local INTEGER NOT NULL DEFAULT 0;
CREATE INDEX resources_by_role ON resources (collection, role);

-- The secret of a token that may be shown again, sealed; NULL where only the hash is kept.
ALTER TABLE tokens ADD COLUMN sealed BLOB;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('roles', 'sqlite_autoindex_roles_1', '40 1'),
  ('roles', 'sqlite_autoindex_roles_2', '40 4 1'),
  ('roles', 'roles_default', '10 1'),
  ('resources', 'resources_by_role', '100000 50000 10000');
ANALYZE sqlite_schema;
