// Lists several collections as one (RFC 7644 §3.4.2.1): each part is filtered and sorted by its own schema, and one
// statement orders and pages them all.
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { RootPage, RootQuery } from '../../application/ports/resource-store.ts';
import { filterToSql } from '../sql/filter-to-sql.ts';
import { sortKey } from '../sql/sort-to-sql.ts';
import type { Dialect, SqlParameter } from '../sql/dialect.ts';
import { resourceColumns, type RawResource, type ResourceRows } from './resource-rows.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';

interface Part {
  readonly type: ResourceType;
  readonly include: RootQuery['parts'][number]['include'];
  readonly where: string;
  readonly isFiltered: boolean;
  readonly params: readonly SqlParameter[];
  /** What to sort by, NULL for nothing. */
  readonly key: string;
}

export const createRootList = (scopes: Scopes, statements: Statements, rows: ResourceRows, dialect: Dialect) => {
  const partOf = (tenantId: string, { type, filter, sortBy, include }: RootQuery['parts'][number]): Part[] => {
    const collection = scopes.collectionKey(tenantId, type.name);
    if (collection === undefined) return [];
    const condition = filter && filterToSql(filter, type, dialect);
    const key = sortBy && sortKey(sortBy, type, dialect);
    return [
      {
        type,
        include,
        where: condition === undefined ? 'r.collection = ?' : `r.collection = ? AND ${condition.sql}`,
        isFiltered: condition !== undefined,
        params: [collection, ...(condition?.params ?? [])],
        key: key?.sql ?? 'NULL',
      },
    ];
  };

  const countOf = ({ where, isFiltered, params }: Part): number =>
    Number(
      statements
        .prepare(
          isFiltered
            ? `SELECT count(*) FROM resources r WHERE ${where}`
            : 'SELECT resources FROM collections WHERE key = ?',
        )
        .pluck()
        .get(...params),
    );

  return ({ tenantId, parts: asked, descending, startIndex, count }: RootQuery): RootPage => {
    const parts = asked.flatMap((part) => partOf(tenantId, part));
    const totalResults = parts.reduce((sum, part) => sum + countOf(part), 0);
    if (count === 0 || startIndex > totalResults) return { totalResults, resources: [] };

    // Without a key the parts come in creation order from their indexes, and SQLite merges them without sorting.
    const isSorted = parts.some(({ key }) => key !== 'NULL');
    const selects = parts.map(
      ({ where, key }, index) =>
        `SELECT ${index} AS part, r.seq AS seq${isSorted ? `, ${key} AS key` : ''} FROM resources r WHERE ${where}`,
    );
    const order = isSorted ? `key ${descending ? 'DESC NULLS FIRST' : 'ASC NULLS LAST'}, seq` : 'seq';
    const page = statements
      .prepare(`SELECT part, seq FROM (${selects.join(' UNION ALL ')}) ORDER BY ${order} LIMIT ? OFFSET ?`)
      .raw()
      .all(...parts.flatMap(({ params }) => params), count, startIndex - 1) as [part: number, seq: number][];

    const select = statements.prepare(`SELECT ${resourceColumns} FROM resources r WHERE r.seq = ?`).raw();
    const tenant = scopes.tenantKey(tenantId);
    const resources = page.flatMap(([index, seq]) => {
      const part = parts[index];
      const raw = select.get(seq) as RawResource | undefined;
      if (part === undefined || raw === undefined) return [];
      return [{ type: part.type, resource: rows.stored(tenant, part.type, raw, part.include) }];
    });
    return { totalResults, resources };
  };
};
