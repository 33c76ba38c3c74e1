-- Who made an entry: 'client' for a request of an identity provider, 'console' for what the admin changed here.
ALTER TABLE log_entries ADD COLUMN source TEXT NOT NULL DEFAULT 'client';

-- Names of the role before and after, where a change gave a person another one.
ALTER TABLE changes ADD COLUMN role_before TEXT;
ALTER TABLE changes ADD COLUMN role_after TEXT;

-- Entries that are no requests.
ALTER TABLE request_buckets ADD COLUMN here INTEGER NOT NULL DEFAULT 0;

-- How many people have the role, kept by triggers: consoles ask whenever somebody comes or goes.
ALTER TABLE roles ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER resources_role_inserted AFTER INSERT ON resources WHEN new.role IS NOT NULL BEGIN
  UPDATE roles SET people = people + 1 WHERE key = new.role;
END;
CREATE TRIGGER resources_role_deleted AFTER DELETE ON resources WHEN old.role IS NOT NULL BEGIN
  UPDATE roles SET people = people - 1 WHERE key = old.role;
END;
CREATE TRIGGER resources_role_changed AFTER UPDATE OF role ON resources WHEN old.role IS NOT new.role BEGIN
  UPDATE roles SET people = people - 1 WHERE key = old.role;
  UPDATE roles SET people = people + 1 WHERE key = new.role;
END;
