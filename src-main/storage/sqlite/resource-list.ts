// Lists a collection: filter and order in SQL, index paging with a true total (RFC 7644 §3.4.2.4).
import { filterToSql } from '../sql/filter-to-sql.ts';
import { sortToSql } from '../sql/sort-to-sql.ts';
import type { ResourcePage, ResourceQuery } from '../../application/ports/resource-store.ts';
import { resourceColumns, type RawResource, type ResourceRows } from './resource-rows.ts';
import type { Scopes } from './scopes.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import type { Statements } from './statements.ts';

export const createResourceList = (scopes: Scopes, statements: Statements, rows: ResourceRows) => {
  const countAll = (collection: number): number =>
    Number(statements.prepare('SELECT resources FROM collections WHERE key = ?').pluck().get(collection));

  return (query: ResourceQuery): ResourcePage => {
    const { tenantId, type, filter, sortBy, startIndex, count, include } = query;
    const collection = scopes.collectionKey(tenantId, type.name);
    if (collection === undefined) return { totalResults: 0, resources: [] };

    const condition = filter === undefined ? undefined : filterToSql(filter, type, sqliteDialect);
    const where = condition === undefined ? 'r.collection = ?' : `r.collection = ? AND ${condition.sql}`;
    const params = [collection, ...(condition?.params ?? [])];

    const order = sortBy === undefined ? 'r.seq' : sortToSql(sortBy, type, sqliteDialect);
    const isPlain = condition === undefined && sortBy === undefined;
    const select = `SELECT ${resourceColumns} FROM resources r WHERE`;
    // The page is chosen among row numbers first: what may have to be sorted is then small, and an index may be enough.
    const text = isPlain
      ? `${select} ${where} ORDER BY ${order} LIMIT ? OFFSET ?`
      : `${select} r.seq IN (SELECT r.seq FROM resources r WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?) ORDER BY ${order}`;
    const window = [count, startIndex - 1];
    const page =
      count === 0
        ? []
        : (statements
            .prepare(text)
            .raw()
            .all(...params, ...window) as RawResource[]);

    const total = (): number => {
      if (condition === undefined) return countAll(collection);
      const isLastPage = page.length > 0 ? page.length < count : startIndex === 1 && count > 0;
      if (isLastPage) return startIndex - 1 + page.length;
      return Number(
        statements
          .prepare(`SELECT count(*) FROM resources r WHERE ${where}`)
          .pluck()
          .get(...params),
      );
    };
    const tenant = scopes.tenantKey(tenantId);
    return { totalResults: total(), resources: page.map((raw) => rows.stored(tenant, type, raw, include)) };
  };
};
