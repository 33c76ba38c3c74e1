// Decides whether a resource, or one value of a multi-valued attribute, fulfils a bound filter (RFC 7644 §3.4.2.2).
// The meaning in full, which the SQL compiler shares: every leaf is true or false. Without a value `ne` is true and all
// else false. With several values a leaf is true when any one of them fulfils it, `ne` too.
import { assertNever } from '#shared/lang/assert-never.ts';
import { compareText } from '#shared/lang/compare-text.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Attribute } from '../schema/attribute.ts';
import { normalizeDateTime } from '../schema/date-time.ts';
import type { BoundFilter, BoundPath, CompareOperator, Literal } from './ast.ts';

/** `resource` is a full one with id, meta and members, or an element when the filter comes from a value path. */
export function evaluate(filter: BoundFilter, resource: JsonObject): boolean {
  switch (filter.kind) {
    case 'constant':
      return filter.value;
    case 'and':
      return evaluate(filter.left, resource) && evaluate(filter.right, resource);
    case 'or':
      return evaluate(filter.left, resource) || evaluate(filter.right, resource);
    case 'not':
      return !evaluate(filter.operand, resource);
    case 'valuePath':
      return valuesAt(filter.path, resource).some(
        (element) => isJsonObject(element) && evaluate(filter.filter, element),
      );
    case 'present':
      return isPresent(filter.path, resource);
    case 'compare': {
      const { path, operator, value } = filter;
      const values = valuesAt(path, resource);
      if (values.length === 0) return operator === 'ne';
      const attribute = path.subAttribute ?? path.attribute;
      return values.some((found) => compare(attribute, found, operator, value));
    }
    default:
      return assertNever(filter, 'filter');
  }
}

const asValues = (value: JsonValue | undefined): readonly JsonValue[] => {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
};

/** The values a path reaches; elements without the sub-attribute are skipped. */
function valuesAt({ container, attribute, subAttribute }: BoundPath, resource: JsonObject): readonly JsonValue[] {
  const holder = container === undefined ? resource : resource[container];
  if (!isJsonObject(holder)) return [];
  const values = asValues(holder[attribute.name]);
  if (subAttribute === undefined) return values;
  return values.flatMap((value) => (isJsonObject(value) ? asValues(value[subAttribute.name]) : []));
}

/** `pr`: a value that is not empty; of a complex attribute any sub-attribute that is not. */
function isPresent(path: BoundPath, resource: JsonObject): boolean {
  const values = valuesAt(path, resource);
  if (path.attribute.multiValued && path.subAttribute === undefined) return values.length > 0;
  return values.some(isFilled);
}

const isFilled = (value: JsonValue): boolean => {
  if (value === null || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) ? Object.values(value).some(isFilled) : true;
};

function compare(attribute: Attribute, found: JsonValue, operator: CompareOperator, wanted: Literal): boolean {
  switch (attribute.type) {
    case 'string':
    case 'reference':
    case 'binary':
      if (typeof found !== 'string' || typeof wanted !== 'string') break;
      return attribute.caseExact
        ? compareStrings(found, operator, wanted)
        : compareStrings(foldCase(found), operator, foldCase(wanted));
    case 'dateTime': {
      const instant = typeof found === 'string' ? normalizeDateTime(found) : undefined;
      if (instant === undefined || typeof wanted !== 'string') break;
      return ordered(compareText(instant, wanted), operator);
    }
    case 'integer':
    case 'decimal':
      if (typeof found !== 'number' || typeof wanted !== 'number') break;
      return ordered(found - wanted, operator);
    case 'boolean':
    case 'complex':
      return operator === 'ne' ? found !== wanted : operator === 'eq' && found === wanted;
    default:
      return assertNever(attribute.type, 'attribute type');
  }
  // Stored as another type than the schema says: it is not equal to anything.
  return operator === 'ne';
}

type Order = Exclude<CompareOperator, 'co' | 'sw' | 'ew'>;

/** `difference` is below, at or above zero as the found value sorts before, with or after the wanted one. */
const orders: Readonly<Record<Order, (difference: number) => boolean>> = {
  eq: (difference) => difference === 0,
  ne: (difference) => difference !== 0,
  gt: (difference) => difference > 0,
  ge: (difference) => difference >= 0,
  lt: (difference) => difference < 0,
  le: (difference) => difference <= 0,
};

function compareStrings(found: string, operator: CompareOperator, wanted: string): boolean {
  switch (operator) {
    case 'co':
      return found.includes(wanted);
    case 'sw':
      return found.startsWith(wanted);
    case 'ew':
      return found.endsWith(wanted);
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return orders[operator](compareText(found, wanted));
    default:
      return assertNever(operator, 'operator');
  }
}

const ordered = (difference: number, operator: CompareOperator): boolean =>
  operator in orders && orders[operator as Order](difference);
