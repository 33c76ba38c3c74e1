// Lists a collection: filter and order in SQL, paging with a true total by index (RFC 7644 §3.4.2.4) or from where the
// page before ended.
import { filterToSql } from '../sql/filter-to-sql.ts';
import { behind, positionText, readPosition } from '../sql/position.ts';
import { creation, orderBy, sortKey, type SortKey } from '../sql/sort-to-sql.ts';
import type { BoundFilter } from '../../protocol/filter/ast.ts';
import type { ResourcePage, ResourceQuery } from '../../application/ports/resource-store.ts';
import type { Dialect, Fragment, SqlParameter } from '../sql/dialect.ts';
import { resourceColumns, type RawResource, type ResourceRows } from './resource-rows.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';

const both = (left: Fragment, right: Fragment | undefined): Fragment =>
  right === undefined ? left : { sql: `${left.sql} AND ${right.sql}`, params: [...left.params, ...right.params] };

const isEquality = (filter: BoundFilter): boolean => filter.kind === 'compare' && filter.operator === 'eq';

export const createResourceList = (scopes: Scopes, statements: Statements, rows: ResourceRows, dialect: Dialect) => {
  const countAll = (collection: number): number =>
    Number(statements.prepare('SELECT resources FROM collections WHERE key = ?').pluck().get(collection));

  const countOf = ({ sql, params }: Fragment): number =>
    Number(
      statements
        .prepare(`SELECT count(*) FROM resources r WHERE ${sql}`)
        .pluck()
        .get(...params),
    );

  const valueOf = (seq: number, { sql }: SortKey): SqlParameter | null =>
    statements.prepare(`SELECT ${sql} FROM resources r WHERE r.seq = ?`).pluck().get(seq) as SqlParameter | null;

  return (query: ResourceQuery): ResourcePage => {
    const { tenantId, type, filter, sortBy, count, include } = query;
    const key = sortBy && sortKey(sortBy.path, type, dialect);
    const descending = sortBy?.descending === true;
    const after = query.after === undefined ? undefined : readPosition(query.after, key);
    const collection = scopes.collectionKey(tenantId, type.name);
    if (collection === undefined) return { totalResults: 0, resources: [] };

    const skipped = after === undefined ? query.startIndex - 1 : 0;
    const matching = both(
      { sql: 'r.collection = ?', params: [collection] },
      filter && filterToSql(filter, type, dialect),
    );
    const { sql: where, params } = both(matching, after && behind(after, key, descending));
    const order = key === undefined ? creation : orderBy(key, descending);
    const select = `SELECT ${resourceColumns} FROM resources r WHERE`;
    // The page is chosen among row numbers first: what may have to be sorted is then small, and an index may be enough.
    // An equality finds so few that it is not worth a second look.
    const text =
      key === undefined && (filter === undefined || isEquality(filter))
        ? `${select} ${where} ORDER BY ${order} LIMIT ? OFFSET ?`
        : `${select} r.seq IN (SELECT r.seq FROM resources r WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?) ORDER BY ${order}`;
    // Behind a position nothing but one row more tells that the page is not the last.
    const wanted = after === undefined ? count : count + 1;
    const found =
      count === 0
        ? []
        : (statements
            .prepare(text)
            .raw()
            .all(...params, wanted, skipped) as RawResource[]);
    const page = found.slice(0, count);

    const total = (): number => {
      if (filter === undefined) return countAll(collection);
      const isLastPage = page.length > 0 ? page.length < count : query.startIndex === 1 && count > 0;
      return after === undefined && isLastPage ? skipped + page.length : countOf(matching);
    };
    const totalResults = total();
    const isMore = after === undefined ? skipped + page.length < totalResults : found.length > count;
    const lastSeq = page.at(-1)?.[0];
    const next =
      !isMore || lastSeq === undefined
        ? undefined
        : positionText({ seq: lastSeq, ...(key === undefined ? {} : { value: valueOf(lastSeq, key) }) });
    const tenant = scopes.tenantKey(tenantId);
    const resources = page.map((raw) => rows.stored(tenant, type, raw, include));
    return { totalResults, resources, ...(next === undefined ? {} : { next }) };
  };
};
