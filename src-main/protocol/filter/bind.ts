// Finds a filter's names in the schema and reads its literals as the attribute's type, RFC 7644 §3.4.2.2.
// Invariants of the result: no `compare` has a null literal, a complex attribute or a `never` returned one; dateTime
// literals are ISO UTC milliseconds; boolean literals are booleans, numeric ones numbers, all others text.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { Deviations } from '../deviations.ts';
import type { Attribute, ResourceType } from '../schema/attribute.ts';
import { invalidFilter } from '../message/scim-error.ts';
import { findAttribute, findSubAttribute } from '../schema/registry.ts';
import type { AttributePath, BoundFilter, BoundPath, CompareOperator, Filter, Literal } from './ast.ts';
import { printAttributePath } from './attribute-path.ts';
import { bindLiteral } from './literal.ts';

/** Where the names of one filter are looked up, and who hears of what does not fit. */
interface Scope {
  readonly resolve: (path: AttributePath) => BoundPath | undefined;
  readonly deviations: Deviations;
}

/** Throws 400 invalidFilter when an operator, literal and attribute do not fit; unknown attributes bind to a constant. */
export const bindFilter = (filter: Filter, type: ResourceType, deviations: Deviations): BoundFilter =>
  bind(filter, { resolve: (path) => findAttribute(type, path), deviations });

/** Binds what stands in brackets after a multi-valued attribute: its names are the attribute's sub-attributes. */
export const bindValueFilter = (filter: Filter, attribute: Attribute, deviations: Deviations): BoundFilter =>
  bind(filter, {
    deviations,
    resolve: ({ schema, attribute: name, subAttribute }) => {
      const found = schema === undefined && subAttribute === undefined ? findSubAttribute(attribute, name) : undefined;
      return found === undefined ? undefined : { attribute: found };
    },
  });

function bind(filter: Filter, scope: Scope): BoundFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, left: bind(filter.left, scope), right: bind(filter.right, scope) };
    case 'not':
      return { kind: 'not', operand: bind(filter.operand, scope) };
    case 'present':
      return bindPresent(filter.path, scope);
    case 'compare':
      return bindCompare(filter.path, filter.operator, filter.value, scope);
    case 'valuePath':
      return bindValuePath(filter.path, filter.filter, scope);
    default:
      return assertNever(filter, 'filter');
  }
}

const nothing: BoundFilter = { kind: 'constant', value: false };

function bindPresent(path: AttributePath, scope: Scope): BoundFilter {
  const found = scope.resolve(path);
  if (found === undefined) return nothing;
  refuseSecret(found, path);
  return { kind: 'present', path: found };
}

function bindCompare(path: AttributePath, operator: CompareOperator, value: Literal, scope: Scope): BoundFilter {
  if (value === null) return bindNull(path, operator, scope);
  const found = scope.resolve(path);
  if (found === undefined) return { kind: 'constant', value: operator === 'ne' };
  refuseSecret(found, path);
  const target = simplePath(found, path);
  return {
    kind: 'compare',
    path: target,
    operator,
    value: bindLiteral(
      target.subAttribute ?? target.attribute,
      operator,
      value,
      printAttributePath(path),
      scope.deviations,
    ),
  };
}

/** `eq null` asks for no value, `ne null` for any (RFC 7643 §2.5: null and absent are the same). */
function bindNull(path: AttributePath, operator: CompareOperator, scope: Scope): BoundFilter {
  if (operator !== 'eq' && operator !== 'ne') {
    throw invalidFilter(`${printAttributePath(path)} ${operator} null has no meaning; null goes with eq and ne.`);
  }
  const present = bindPresent(path, scope);
  if (operator === 'ne') return present;
  return present.kind === 'constant' ? { kind: 'constant', value: true } : { kind: 'not', operand: present };
}

/** `emails eq "x"`, `members eq "id"` and `manager eq "id"` mean their `value` (RFC 7643 §2.4). */
function simplePath(found: BoundPath, path: AttributePath): BoundPath {
  const leaf = found.subAttribute ?? found.attribute;
  if (leaf.type !== 'complex') return found;
  const value = found.subAttribute === undefined ? findSubAttribute(leaf, 'value') : undefined;
  if (value !== undefined) return { ...found, subAttribute: value };
  const names = (leaf.subAttributes ?? []).map(({ name }) => `${printAttributePath(path)}.${name}`);
  throw invalidFilter(`${printAttributePath(path)} is complex; compare one of ${names.join(', ')}.`);
}

function bindValuePath(path: AttributePath, filter: Filter, scope: Scope): BoundFilter {
  const found = scope.resolve(path);
  if (found === undefined) return nothing;
  const { attribute, subAttribute } = found;
  if (!attribute.multiValued || attribute.type !== 'complex' || subAttribute !== undefined) {
    const name = printAttributePath(path);
    throw invalidFilter(`${name}[…] needs a multi-valued complex attribute; write ${name} without brackets.`);
  }
  return { kind: 'valuePath', path: found, filter: bindValueFilter(filter, attribute, scope.deviations) };
}

function refuseSecret({ attribute, subAttribute }: BoundPath, path: AttributePath): void {
  if (attribute.returned === 'never' || subAttribute?.returned === 'never') {
    throw invalidFilter(`${printAttributePath(path)} is never returned and cannot be filtered by.`);
  }
}
