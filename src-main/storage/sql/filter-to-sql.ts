// Compiles a bound filter to a condition on the resource row `r`, RFC 7644 §3.4.2.2. Every node compiles; what it means is
// said in protocol/filter/evaluate.ts, and each leaf here is true or false, never NULL, so that NOT means not.
// Values reach the text only as placeholders; names come from the schemas.
import { assertNever } from '#shared/lang/assert-never.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { BoundFilter, BoundPath, CompareOperator } from '../../protocol/filter/ast.ts';
import type { Attribute, ResourceType } from '../../protocol/schema/attribute.ts';
import { comparable, compareSql, parameterOf } from './comparison.ts';
import type { Dialect, Fragment } from './dialect.ts';
import { locate, locateElements, type Elements, type Location } from './locate.ts';

type Compare = Extract<BoundFilter, { kind: 'compare' }>;
/** Where the names of a filter lead to: the attributes of a resource, or inside a value path those of an element. */
type Resolve = (path: BoundPath) => Location;

const always: Fragment = { sql: 'TRUE', params: [] };
const never: Fragment = { sql: 'FALSE', params: [] };

const both = (left: Fragment, right: Fragment): Fragment => ({
  sql: `(${left.sql} AND ${right.sql})`,
  params: [...left.params, ...right.params],
});

const exists = ({ from, where }: Elements, condition: Fragment): Fragment => ({
  sql: `EXISTS (SELECT 1 FROM ${from} WHERE ${where === undefined ? '' : `${where} AND `}${condition.sql})`,
  params: condition.params,
});

/** The condition on `r`, and the parameters of its placeholders in order. */
export const filterToSql = (filter: BoundFilter, type: ResourceType, dialect: Dialect): Fragment =>
  compile(filter, (path) => locate(path, type, dialect), type, dialect);

function compile(filter: BoundFilter, resolve: Resolve, type: ResourceType, dialect: Dialect): Fragment {
  switch (filter.kind) {
    case 'constant':
      return filter.value ? always : never;
    case 'and':
    case 'or': {
      const left = compile(filter.left, resolve, type, dialect);
      const right = compile(filter.right, resolve, type, dialect);
      return {
        sql: `(${left.sql} ${filter.kind === 'and' ? 'AND' : 'OR'} ${right.sql})`,
        params: [...left.params, ...right.params],
      };
    }
    case 'not': {
      const { sql, params } = compile(filter.operand, resolve, type, dialect);
      return { sql: `NOT ${sql}`, params };
    }
    case 'present':
      return compilePresent(filter.path, resolve(filter.path));
    case 'compare':
      return compileCompare(filter, resolve(filter.path), dialect);
    case 'valuePath': {
      const elements = locateElements(filter.path, type, dialect);
      const inner = compile(filter.filter, elementResolver(elements), type, dialect);
      return withHint(elements, wantedValue(filter.filter), exists(elements, inner), dialect);
    }
    default:
      return assertNever(filter, 'filter');
  }
}

/** Inside a value path a name is one sub-attribute of the element at hand. */
const elementResolver =
  (elements: Elements): Resolve =>
  ({ attribute }) => {
    const sql = elements.value(attribute);
    return sql === undefined ? { kind: 'nowhere' } : { kind: 'single', sql, has: `coalesce(${sql}, '') <> ''` };
  };

function compilePresent({ attribute, subAttribute }: BoundPath, location: Location): Fragment {
  switch (location.kind) {
    case 'nowhere':
      return never;
    case 'single':
      return { sql: location.has, params: [] };
    case 'column': {
      const isText = (subAttribute ?? attribute).type === 'string';
      if (!location.nullable) return always;
      return { sql: isText ? `coalesce(${location.sql}, '') <> ''` : `${location.sql} IS NOT NULL`, params: [] };
    }
    case 'elements': {
      if (location.subAttribute === undefined) return exists(location.elements, always);
      const value = location.elements.value(location.subAttribute);
      return value === undefined
        ? never
        : exists(location.elements, { sql: `coalesce(${value}, '') <> ''`, params: [] });
    }
    default:
      return assertNever(location, 'location');
  }
}

function compileCompare({ path, operator, value }: Compare, location: Location, dialect: Dialect): Fragment {
  if (value === null) {
    // Binding has turned `eq null` and `ne null` into presence; nothing else may be asked of null.
    throw new Error('A bound comparison has a null literal');
  }
  const attribute = path.subAttribute ?? path.attribute;
  const parameter = parameterOf(attribute, value, dialect);
  switch (location.kind) {
    case 'nowhere':
      return operator === 'ne' ? always : never;
    case 'column': {
      const { sql, nullable } = location;
      const compared = compareSql(sql, operator, parameter, dialect);
      // What changed since some time is asked for by clients that fetch the difference: few rows of many.
      const asksSince = attribute.type === 'dateTime' && (operator === 'gt' || operator === 'ge');
      if (!nullable) return { ...compared, sql: asksSince ? dialect.seldom(compared.sql) : `(${compared.sql})` };
      // Not (…) IS TRUE: only a bare comparison is answered by the column's index.
      const known = operator === 'ne' ? `OR ${sql} IS NULL` : `AND ${sql} IS NOT NULL`;
      const condition = { ...compared, sql: `(${compared.sql} ${known})` };
      return operator === 'eq' ? condition : withSearch(location, { operator, value }, condition, dialect);
    }
    case 'single': {
      const compared = compareSql(comparable(attribute, location.sql, dialect), operator, parameter, dialect);
      const decided = operator === 'ne' ? 'IS NOT FALSE' : 'IS TRUE';
      const condition = { ...compared, sql: `(${compared.sql}) ${decided}` };
      const { hint } = location;
      if (hint !== undefined && operator === 'eq' && parameter !== '') {
        return both({ sql: hint.sql, params: [...hint.params, String(parameter)] }, condition);
      }
      return withSearch(location, { operator, value }, condition, dialect);
    }
    case 'elements': {
      const { elements, subAttribute } = location;
      const stored = elements.value(subAttribute);
      if (stored === undefined) return operator === 'ne' ? always : never;
      const compared = compareSql(comparable(attribute, stored, dialect), operator, parameter, dialect);
      if (operator === 'ne') {
        const has = `${stored} IS NOT NULL`;
        const any = exists(elements, { ...compared, sql: `${has} AND (${compared.sql}) IS NOT FALSE` });
        const some = exists(elements, { sql: has, params: [] });
        return { sql: `(${any.sql} OR NOT ${some.sql})`, params: any.params };
      }
      const wanted = subAttribute?.name === 'value' ? { attribute, operator, value } : undefined;
      return withHint(elements, wanted, exists(elements, compared), dialect);
    }
    default:
      return assertNever(location, 'location');
  }
}

/** Nothing but a text that contains the literal fulfils these. */
const containing: ReadonlySet<CompareOperator> = new Set(['co', 'sw', 'ew', 'eq']);

/** What the `value` of an element is compared with. */
interface Wanted {
  readonly attribute: Attribute;
  readonly operator: CompareOperator;
  readonly value: Compare['value'];
}

/** A comparison that holds for the `value` of every element that fulfils the inner filter; an equality if there is one. */
function wantedValue(inner: BoundFilter): Wanted | undefined {
  if (inner.kind === 'and') {
    const [left, right] = [wantedValue(inner.left), wantedValue(inner.right)];
    return right?.operator === 'eq' ? (left?.operator === 'eq' ? left : right) : (left ?? right);
  }
  if (inner.kind !== 'compare' || inner.path.attribute.name !== 'value' || !containing.has(inner.operator))
    return undefined;
  return { attribute: inner.path.attribute, operator: inner.operator, value: inner.value };
}

/** Puts a condition that an index answers before the exact one, which is then tried on few rows. */
function withHint(
  { hint, searched = false }: Elements,
  wanted: Wanted | undefined,
  exact: Fragment,
  dialect: Dialect,
): Fragment {
  if (wanted === undefined || typeof wanted.value !== 'string' || wanted.value === '') return exact;
  const { attribute, operator, value } = wanted;
  if (attribute.type !== 'string' && attribute.type !== 'reference') return exact;
  if (operator !== 'eq') return withSearch({ searched: searched && !attribute.caseExact }, wanted, exact, dialect);
  if (hint === undefined || (!hint.folded && !attribute.caseExact)) return exact;
  const parameter = hint.folded ? foldCase(value) : value;
  const params = Array.from(hint.sql.matchAll(/\?/g), () => parameter);
  return both({ sql: hint.sql, params }, exact);
}

/** The same for a text that is searched by the pieces it contains. */
function withSearch(
  { kind, searched = false }: { readonly kind?: Location['kind']; readonly searched?: boolean },
  { operator, value }: Pick<Compare, 'operator' | 'value'>,
  exact: Fragment,
  dialect: Dialect,
): Fragment {
  if (!searched || !containing.has(operator) || typeof value !== 'string') return exact;
  const hint = dialect.containing(foldCase(value), kind === 'column' ? 'index' : 'document');
  return hint === undefined ? exact : both(hint, exact);
}
