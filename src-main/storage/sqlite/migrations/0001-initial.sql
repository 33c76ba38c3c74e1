CREATE TABLE tenants (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  profile TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenants,
  label TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_used_at TEXT,
  expires_at TEXT,
  revoked_at TEXT
) STRICT;
CREATE INDEX tokens_by_tenant ON tokens (tenant, created_at);

-- The resources of one type in one tenant: what an endpoint such as /Users lists. The two counts are kept by triggers.
CREATE TABLE collections (
  key INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenants,
  resource_type TEXT NOT NULL,
  resources INTEGER NOT NULL DEFAULT 0,
  disabled INTEGER NOT NULL DEFAULT 0,
  UNIQUE (tenant, resource_type)
) STRICT;

-- Everything between last_modified_at and doc is derived from doc or from rows elsewhere. Columns named _key hold the
-- folded value.
CREATE TABLE resources (
  seq INTEGER PRIMARY KEY,
  collection INTEGER NOT NULL REFERENCES collections,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  last_modified_at TEXT NOT NULL,
  external_id TEXT,
  user_name TEXT,
  user_name_key TEXT,
  display_name TEXT,
  shown_name_key TEXT,
  active INTEGER,
  title_key TEXT,
  department_key TEXT,
  member_count INTEGER NOT NULL DEFAULT 0,
  last_change TEXT,
  doc TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX resources_by_id ON resources (id, collection);
CREATE INDEX resources_by_creation ON resources (collection);
-- userName is unique among the users of every tenant (RFC 7643 §4.1.1), so its lookup index is also the guard.
CREATE UNIQUE INDEX resources_by_user_name ON resources (collection, user_name_key);
CREATE INDEX resources_by_external_id ON resources (collection, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX resources_by_shown_name ON resources (collection, shown_name_key, user_name_key);
CREATE INDEX resources_by_last_modified ON resources (collection, last_modified_at);
CREATE INDEX resources_by_title ON resources (collection, (title_key IS NULL), title_key);
CREATE INDEX resources_by_department ON resources (collection, (department_key IS NULL), department_key);
CREATE INDEX resources_by_status ON resources (collection, (active IS 0));

CREATE TRIGGER resources_inserted AFTER INSERT ON resources BEGIN
  UPDATE collections SET resources = resources + 1, disabled = disabled + (new.active IS 0) WHERE key = new.collection;
END;
CREATE TRIGGER resources_deleted AFTER DELETE ON resources BEGIN
  UPDATE collections SET resources = resources - 1, disabled = disabled - (old.active IS 0) WHERE key = old.collection;
END;
CREATE TRIGGER resources_activated AFTER UPDATE OF active ON resources WHEN (old.active IS 0) <> (new.active IS 0) BEGIN
  UPDATE collections SET disabled = disabled + (new.active IS 0) - (old.active IS 0) WHERE key = new.collection;
END;

-- Other values that no two resources of a collection may share, such as the displayName of groups.
CREATE TABLE unique_values (
  collection INTEGER NOT NULL REFERENCES collections,
  attribute TEXT NOT NULL,
  key TEXT NOT NULL,
  resource INTEGER NOT NULL REFERENCES resources ON DELETE CASCADE,
  PRIMARY KEY (collection, attribute, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX unique_values_by_resource ON unique_values (resource);

-- The folded emails.value of every resource, so that a lookup by address needs no scan. An address that is also the
-- userName is not here: the index of userName finds it.
CREATE TABLE email_values (
  key TEXT NOT NULL,
  resource INTEGER NOT NULL REFERENCES resources ON DELETE CASCADE,
  PRIMARY KEY (key, resource)
) STRICT, WITHOUT ROWID;
CREATE INDEX email_values_by_resource ON email_values (resource);

-- seq is the order in which the members came. type and display are what the client sent: they stand for a member that
-- has no resource here.
CREATE TABLE group_members (
  seq INTEGER PRIMARY KEY,
  group_seq INTEGER NOT NULL REFERENCES resources ON DELETE CASCADE,
  value TEXT NOT NULL,
  type TEXT,
  display TEXT,
  UNIQUE (group_seq, value)
) STRICT;
CREATE INDEX group_members_by_value ON group_members (value, group_seq);

CREATE TABLE log_entries (
  seq INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenants,
  activity_at TEXT NOT NULL,
  duration_ms REAL NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  status INTEGER NOT NULL,
  aborted INTEGER NOT NULL,
  scim_type TEXT,
  detail TEXT,
  action TEXT NOT NULL,
  resource_type TEXT,
  resource_id TEXT,
  target_name TEXT,
  changed_attributes TEXT NOT NULL,
  notes TEXT NOT NULL,
  token_id TEXT,
  client_address TEXT NOT NULL,
  user_agent TEXT,
  response_bytes INTEGER NOT NULL,
  search_key TEXT NOT NULL
) STRICT;
CREATE INDEX log_entries_by_tenant ON log_entries (tenant);
CREATE INDEX log_entries_by_resource ON log_entries (resource_id) WHERE resource_id IS NOT NULL;

-- Apart from the entries, so that reading a page of the log does not read the bodies.
CREATE TABLE log_bodies (
  log_seq INTEGER PRIMARY KEY REFERENCES log_entries ON DELETE CASCADE,
  request_body TEXT,
  response_body TEXT
) STRICT;

CREATE TABLE request_buckets (
  tenant INTEGER NOT NULL REFERENCES tenants,
  start TEXT NOT NULL,
  succeeded INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  PRIMARY KEY (tenant, start)
) STRICT, WITHOUT ROWID;

-- One resource before the request of log_seq. What it was afterwards is what the next change of it started from, or what it
-- is now: so that a document is not stored twice, and old entries can go without the newer ones losing anything.
CREATE TABLE changes (
  log_seq INTEGER PRIMARY KEY REFERENCES log_entries ON DELETE CASCADE,
  at TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  action TEXT NOT NULL,
  doc_before TEXT
) STRICT;

CREATE TABLE member_changes (
  log_seq INTEGER NOT NULL REFERENCES changes ON DELETE CASCADE,
  member TEXT NOT NULL,
  added INTEGER NOT NULL,
  display TEXT,
  PRIMARY KEY (log_seq, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_changes_by_member ON member_changes (member, log_seq);

-- Without statistics SQLite takes every index for equally good and walks a collection in creation order where an index
-- would find one row. These describe a large directory (rows, then rows per value of each leading column); they are never
-- measured, so that a plan does not change with the data.
ANALYZE;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('tenants', 'sqlite_autoindex_tenants_1', '10 1'),
  ('tenants', 'sqlite_autoindex_tenants_2', '10 1'),
  ('collections', 'sqlite_autoindex_collections_1', '20 2 1'),
  ('resources', 'resources_by_id', '100000 1 1'),
  ('resources', 'resources_by_creation', '100000 50000'),
  ('resources', 'resources_by_user_name', '100000 50000 1'),
  ('resources', 'resources_by_external_id', '100000 50000 1'),
  ('resources', 'resources_by_shown_name', '100000 50000 2 1'),
  ('resources', 'resources_by_last_modified', '100000 50000 2'),
  ('resources', 'resources_by_title', '100000 50000 40000 100'),
  ('resources', 'resources_by_department', '100000 50000 40000 1000'),
  ('resources', 'resources_by_status', '100000 50000 25000'),
  ('unique_values', 'unique_values', '1000 500 500 1'),
  ('unique_values', 'unique_values_by_resource', '1000 1'),
  ('email_values', 'email_values', '100000 1 1'),
  ('email_values', 'email_values_by_resource', '100000 1'),
  ('group_members', 'sqlite_autoindex_group_members_1', '200000 100 1'),
  ('group_members', 'group_members_by_value', '200000 4 1'),
  ('log_entries', 'log_entries_by_tenant', '1000000 500000'),
  ('log_entries', 'log_entries_by_resource', '1000000 10'),
  ('request_buckets', 'request_buckets', '10000 5000 1'),
  ('member_changes', 'member_changes', '200000 4 1'),
  ('member_changes', 'member_changes_by_member', '200000 4 1');
ANALYZE sqlite_schema;
