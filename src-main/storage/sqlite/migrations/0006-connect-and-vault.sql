-- What was seen first of a tenant's identity provider, with the log entry that shows it: the evidence of the Connect page.
CREATE TABLE first_sightings (
  tenant INTEGER NOT NULL REFERENCES tenants ON DELETE CASCADE,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  log_seq INTEGER REFERENCES log_entries ON DELETE SET NULL,
  PRIMARY KEY (tenant, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX first_sightings_by_entry ON first_sightings (log_seq);

-- What the log of an older database shows. With min(), SQLite takes the other columns from the same row.
INSERT INTO first_sightings (tenant, kind, at, log_seq)
  SELECT tenant, CASE action || resource_type
      WHEN 'createUser' THEN 'firstUser' WHEN 'updateUser' THEN 'firstUpdate'
      WHEN 'disableUser' THEN 'firstDisable' ELSE 'firstGroup' END AS shown, activity_at, min(seq)
  FROM log_entries
  WHERE token_id IS NOT NULL AND action || resource_type IN ('createUser', 'updateUser', 'disableUser', 'createGroup')
  GROUP BY tenant, shown;
INSERT INTO first_sightings (tenant, kind, at, log_seq)
  SELECT l.tenant, 'firstMember', l.activity_at, min(l.seq)
  FROM member_changes m JOIN log_entries l ON l.seq = m.log_seq
  WHERE m.added = 1 AND l.token_id IS NOT NULL AND l.resource_type = 'Group' GROUP BY l.tenant;
INSERT INTO first_sightings (tenant, kind, at, log_seq)
  SELECT tenant, 'testConnection', activity_at, min(seq) FROM log_entries
  WHERE token_id IS NOT NULL AND action = 'read' AND status = 200 AND resource_id IS NULL
    AND length(target_name) = 36 AND target_name LIKE '________-____-____-____-____________' AND path LIKE '%filter=%'
  GROUP BY tenant;
INSERT INTO first_sightings (tenant, kind, at, log_seq)
  SELECT l.tenant, 'incrementalCycle', l.activity_at, min(l.seq)
  FROM first_sightings f JOIN log_entries l ON l.tenant = f.tenant AND l.seq > f.log_seq
  WHERE f.kind = 'firstUser' AND l.token_id IS NOT NULL
    AND julianday(l.activity_at) >= julianday(f.at) + 20 / 1440.0
  GROUP BY l.tenant;

-- Which vault sealed the secrets of this database: the name of its key, which is never in here.
CREATE TABLE vaults (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  id TEXT NOT NULL
) STRICT;
INSERT INTO vaults VALUES (1, lower(hex(randomblob(8))));

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('first_sightings', 'first_sightings', '60 7 1'),
  ('first_sightings', 'first_sightings_by_entry', '60 1'),
  ('vaults', NULL, '1');
ANALYZE sqlite_schema;
