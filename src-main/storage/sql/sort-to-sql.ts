// `sortBy` as ORDER BY, RFC 7644 §3.4.2.3: by the primary value or else the first, without regard to case unless caseExact;
// a resource without value comes last ascending and first descending. Equal ones stay in creation order.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { BoundPath } from '../../protocol/filter/ast.ts';
import type { Attribute, ResourceType } from '../../protocol/schema/attribute.ts';
import { comparable } from './comparison.ts';
import type { Dialect } from './dialect.ts';
import { locate, type Elements } from './locate.ts';

export interface SortBy {
  readonly path: BoundPath;
  readonly descending: boolean;
}

const creation = 'r.seq';

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

/** The text after ORDER BY; it has no parameters. */
export function sortToSql({ path, descending }: SortBy, type: ResourceType, dialect: Dialect): string {
  const target = simple(path);
  const attribute = target.subAttribute ?? target.attribute;
  const value = attribute.type === 'complex' ? undefined : sortValue(target, type, dialect);
  if (value === undefined) return creation;
  if (attribute.required) return `${value} ${descending ? 'DESC' : 'ASC'}, ${creation}`;
  return `${value} ${descending ? 'DESC NULLS FIRST' : 'ASC NULLS LAST'}, ${creation}`;
}
