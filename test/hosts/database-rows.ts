import Database from 'better-sqlite3';

/** Every row of every table but those that tell of what was tried, as text. */
export function rowsOfDatabase(file: string): Readonly<Record<string, readonly string[]>> {
  const db = new Database(file, { readonly: true });
  try {
    const tables = db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'audit%' AND sql NOT LIKE '%VIRTUAL%'",
      )
      .pluck()
      .all() as string[];
    return Object.fromEntries(
      tables.map((table) => [
        table,
        db
          .prepare(`SELECT * FROM "${table}"`)
          .all()
          .map((row) => JSON.stringify(row)),
      ]),
    );
  } finally {
    db.close();
  }
}
