-- How strictly a tenant reads requests: 'lenient' or 'strict'.
ALTER TABLE tenants ADD COLUMN compatibility TEXT NOT NULL DEFAULT 'lenient';

-- The person a token stands for, which /Me is then (RFC 7644 3.11): the id of a User of the tenant.
ALTER TABLE tokens ADD COLUMN user_id TEXT;

-- Schemas and resource types a tenant has declared itself, as JSON: what a document of /Schemas or /ResourceTypes says.
CREATE TABLE schema_definitions (
  tenant INTEGER NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE resource_type_definitions (
  tenant INTEGER NOT NULL REFERENCES tenants,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('schema_definitions', 'schema_definitions', '20 4 1'),
  ('resource_type_definitions', 'resource_type_definitions', '10 3 1');
ANALYZE sqlite_schema;
