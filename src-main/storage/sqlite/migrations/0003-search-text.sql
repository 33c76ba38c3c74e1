-- The trigrams of names and addresses, folded, of each resource by its seq: what `co` is answered from. Only a hint, which
-- the exact condition follows: values that are gone may still be in it. Nothing but the rowid is stored beside the trigrams.
CREATE VIRTUAL TABLE resource_text USING fts5(
  text, content='', columnsize=0, detail=none, tokenize="trigram case_sensitive 1"
);
-- How many entries it was given.
CREATE TABLE resource_text_size (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  entries INTEGER NOT NULL
) STRICT;
INSERT INTO resource_text_size VALUES (1, 0);

-- Resources whose texts are not in it yet. Folding is ours and not SQLite's, so what is there already waits here too.
CREATE TABLE resource_text_due (
  resource INTEGER PRIMARY KEY
) STRICT;
INSERT INTO resource_text_due SELECT seq FROM resources;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('resource_text_due', NULL, '500');
ANALYZE sqlite_schema;
