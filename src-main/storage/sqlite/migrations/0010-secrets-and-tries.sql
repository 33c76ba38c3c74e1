-- The client secret that an access token was fetched with: it ends with it. NULL where it was fetched with an assertion, and for
-- those that were fetched before this was remembered. No key to it: secret and token both go with their client.
ALTER TABLE tokens ADD COLUMN secret TEXT;

-- Tries of the vault's passphrase that were wrong, until it is given.
CREATE TABLE passphrase_tries (
  at TEXT NOT NULL
) STRICT;
