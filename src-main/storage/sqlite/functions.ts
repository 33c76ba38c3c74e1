// The functions that filters and searches use in SQL, so that SQL and the engine agree to the letter. None may be part of
// an index or a trigger: the file stays readable by any SQLite.
import type { Database } from 'better-sqlite3';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { shownName } from '#shared/scim/shown-name.ts';
import { normalizeDateTime } from '../../protocol/schema/date-time.ts';

const options = { deterministic: true, directOnly: true };

export const registerFunctions = (db: Database): void => {
  db.function('fold_case', options, (value: unknown) => (typeof value === 'string' ? foldCase(value) : null));
  db.function('instant', options, (value: unknown) =>
    typeof value === 'string' ? (normalizeDateTime(value) ?? null) : null,
  );
  db.function('shown_name', options, (doc: unknown) =>
    typeof doc === 'string' ? (shownName(JSON.parse(doc) as JsonObject) ?? null) : null,
  );
  // substr() with a negative start stops counting at a NUL character.
  db.function('ends_with', options, (text: unknown, part: unknown) =>
    typeof text === 'string' && typeof part === 'string' ? Number(text.endsWith(part)) : null,
  );
};
