// `sortBy` as ORDER BY, RFC 7644 §3.4.2.3: by the primary value or else the first, without regard to case unless caseExact;
// a resource without value comes last ascending and first descending. Equal ones stay in creation order.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { BoundPath } from '../../protocol/filter/ast.ts';
import type { Attribute, ResourceType } from '../../protocol/schema/attribute.ts';
import { comparable } from './comparison.ts';
import type { Dialect } from './dialect.ts';
import { locate, type Elements } from './locate.ts';

/** What a resource is sorted by. */
export interface SortKey {
  /** The value of `r`, NULL when it has none; no parameters. */
  readonly sql: string;
  /** Every resource should have one; where one does not, it comes where the database puts NULL by itself. */
  readonly required: boolean;
}

/** The order of creation, which decides between equal ones too. */
export const creation = 'r.seq';

/** What a complex attribute is sorted by when no sub-attribute is named. */
const simple = ({ attribute, subAttribute, ...path }: BoundPath): BoundPath => {
  const value = subAttribute ?? attribute.subAttributes?.find(({ name }) => name === 'value');
  return value === undefined ? { ...path, attribute } : { ...path, attribute, subAttribute: value };
};

const chosenElement = (elements: Elements, attribute: Attribute, value: string): string => {
  const primary = attribute.subAttributes?.find(({ name }) => name === 'primary');
  const isPrimary = primary && elements.value(primary);
  const order = isPrimary === undefined ? elements.order : `${isPrimary} DESC NULLS LAST, ${elements.order}`;
  return `(SELECT ${value} FROM ${elements.from}${elements.where === undefined ? '' : ` WHERE ${elements.where}`} ORDER BY ${order} LIMIT 1)`;
};

/** The value of `r` to sort by, "" as none; undefined when nothing is stored of it. */
function sortValue(path: BoundPath, type: ResourceType, dialect: Dialect): string | undefined {
  const attribute = path.subAttribute ?? path.attribute;
  const location = locate(path, type, dialect);
  switch (location.kind) {
    case 'nowhere':
      return undefined;
    case 'column':
      // Bare where a value is always there: then the column's index gives the order.
      return attribute.required || !location.nullable ? location.sql : `nullif(${location.sql}, '')`;
    case 'single':
      return `nullif(${comparable(attribute, location.sql, dialect)}, '')`;
    case 'elements': {
      const value = location.elements.value(location.subAttribute);
      if (value === undefined) return undefined;
      return chosenElement(location.elements, path.attribute, `nullif(${comparable(attribute, value, dialect)}, '')`);
    }
    default:
      return assertNever(location, 'location');
  }
}

/** Undefined when there is nothing to sort by, which leaves the order of creation. */
export function sortKey(path: BoundPath, type: ResourceType, dialect: Dialect): SortKey | undefined {
  const target = simple(path);
  const attribute = target.subAttribute ?? target.attribute;
  const sql = attribute.type === 'complex' ? undefined : sortValue(target, type, dialect);
  return sql === undefined ? undefined : { sql, required: attribute.required };
}

/** The text after ORDER BY; it has no parameters. */
export function orderBy({ sql, required }: SortKey, descending: boolean): string {
  if (required) return `${sql} ${descending ? 'DESC' : 'ASC'}, ${creation}`;
  return `${sql} ${descending ? 'DESC NULLS FIRST' : 'ASC NULLS LAST'}, ${creation}`;
}
