-- Who made an entry: 'client' for a request of an identity provider, 'console' for what the admin changed here.
ALTER TABLE log_entries ADD COLUMN source TEXT NOT NULL DEFAULT 'client';

-- Names of the role before and after, where a change gave a person another one.
ALTER TABLE changes ADD COLUMN role_before TEXT;
ALTER TABLE changes ADD COLUMN role_after TEXT;

-- Entries that are no requests.
ALTER TABLE request_buckets ADD COLUMN here INTEGER NOT NULL DEFAULT 0;
