// Finds a filter's names in the schema and reads its literals as the attribute's type, RFC 7644 §3.4.2.2.
// Invariants of the result: no `compare` has a null literal, a complex attribute or a `never` returned one; dateTime
// literals are ISO UTC milliseconds; boolean literals are booleans, numeric ones numbers, all others text.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { Deviations } from '../deviations.ts';
import type { Attribute, ResourceType } from '../schema/attribute.ts';
import { invalidFilter } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import { findAttribute, findSubAttribute } from '../schema/registry.ts';
import { tolerateSpelling } from '../schema/spelling.ts';
import type { AttributePath, BoundFilter, BoundPath, CompareOperator, Filter, Literal } from './ast.ts';
import { printAttributePath } from './attribute-path.ts';
import { bindLiteral } from './literal.ts';

/** Where the names of one filter are looked up, and who hears of what does not fit. */
interface Scope {
  readonly resolve: (path: AttributePath) => BoundPath | undefined;
  readonly deviations: Deviations;
}

/**
 * Throws 400 invalidFilter when an operator, literal and attribute do not fit. An attribute that the type does not have
 * binds to a constant; in a query across types this is as it should be when another of them has it (RFC 7644 §3.4.2.1).
 */
export const bindFilter = (
  filter: Filter,
  type: ResourceType,
  deviations: Deviations,
  across: readonly ResourceType[] = [],
): BoundFilter =>
  bind(filter, {
    deviations,
    resolve: (path) => {
      const found = findAttribute(type, path) ?? findPlural(type, path, deviations);
      if (found === undefined && !across.some((other) => findAttribute(other, path) !== undefined)) {
        unknown(path, `a ${type.name}`, deviations);
      }
      if (found !== undefined) tolerateSpelling(path, found, deviations, invalidFilter);
      return found;
    },
  });

/** Binds what stands in brackets after a multi-valued attribute: its names are the attribute's sub-attributes. */
export const bindValueFilter = (filter: Filter, attribute: Attribute, deviations: Deviations): BoundFilter =>
  bind(filter, {
    deviations,
    resolve: ({ schema, attribute: name, subAttribute }) => {
      const found = schema === undefined && subAttribute === undefined ? findSubAttribute(attribute, name) : undefined;
      if (found !== undefined) return { attribute: found };
      unknown({ attribute: name, ...(subAttribute && { subAttribute }) }, attribute.name, deviations);
      return undefined;
    },
  });

// Quirk(entra): its reference server is asked for `email.value`, test/idp/corpus/02-matching.json.
function findPlural(type: ResourceType, path: AttributePath, deviations: Deviations): BoundPath | undefined {
  if (deviations.compatibility === 'strict') return undefined;
  const plural = { ...path, attribute: `${path.attribute}s` };
  const found = findAttribute(type, plural);
  if (found?.attribute.multiValued !== true) return undefined;
  deviations.note(`filter: ${shown(printAttributePath(path))} read as ${shown(printAttributePath(plural))}`);
  return found;
}

function unknown(path: AttributePath, owner: string, deviations: Deviations): void {
  const name = shown(printAttributePath(path));
  deviations.tolerate(`filter: ${owner} has no attribute ${name}, read as one without value`, () =>
    invalidFilter(`The filter names ${name}, which ${owner} does not have. Send an attribute as /Schemas spells it.`, {
      path: printAttributePath(path),
    }),
  );
}

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
  const target = simplePath(found, path, scope.deviations);
  return {
    kind: 'compare',
    path: target,
    operator,
    value: bindLiteral(
      target.subAttribute ?? target.attribute,
      operator,
      value,
      shown(printAttributePath(path)),
      scope.deviations,
    ),
  };
}

/** `eq null` asks for no value, `ne null` for any (RFC 7643 §2.5: null and absent are the same). */
function bindNull(path: AttributePath, operator: CompareOperator, scope: Scope): BoundFilter {
  if (operator !== 'eq' && operator !== 'ne') {
    throw invalidFilter(
      `${shown(printAttributePath(path))} ${operator} null has no meaning: null goes with eq and ne. Use pr to ask for any value.`,
    );
  }
  const present = bindPresent(path, scope);
  if (operator === 'ne') return present;
  return present.kind === 'constant' ? { kind: 'constant', value: true } : { kind: 'not', operand: present };
}

/**
 * `emails co "x"` means `emails.value co "x"`: figure 2 of RFC 7644 §3.4.2.2 writes a multi-valued attribute so, `value`
 * being its significant sub-attribute (RFC 7643 §2.4). Of a single complex attribute, `manager eq "id"`, the RFC asks for
 * the sub-attribute.
 */
function simplePath(found: BoundPath, path: AttributePath, deviations: Deviations): BoundPath {
  const leaf = found.subAttribute ?? found.attribute;
  if (leaf.type !== 'complex') return found;
  const value = found.subAttribute === undefined ? findSubAttribute(leaf, 'value') : undefined;
  const name = shown(printAttributePath(path), 100);
  const subNames = shown((leaf.subAttributes ?? []).map((sub) => sub.name).join(', '), 100);
  const refusal = () =>
    invalidFilter(`${name} is complex and has no value of its own. Compare one of its sub-attributes: ${subNames}.`);
  if (value === undefined) throw refusal();
  if (!leaf.multiValued) deviations.tolerate(`filter: ${name} compared, read as ${name}.value`, refusal);
  return { ...found, subAttribute: value };
}

function bindValuePath(path: AttributePath, filter: Filter, scope: Scope): BoundFilter {
  const found = scope.resolve(path);
  if (found === undefined) return nothing;
  const { attribute, subAttribute } = found;
  if (attribute.type !== 'complex' || subAttribute !== undefined) {
    const name = shown(printAttributePath(path));
    throw invalidFilter(`${name}[…] needs a complex attribute, which ${name} is not. Write ${name} without brackets.`);
  }
  refuseSecret(found, path);
  if (attribute.multiValued)
    return { kind: 'valuePath', path: found, filter: bindValueFilter(filter, attribute, scope.deviations) };
  // One value there is, so its conditions may stand side by side; without it none of them is asked.
  return { kind: 'and', left: { kind: 'present', path: found }, right: bind(filter, withinSingle(found, scope)) };
}

/** The names inside the brackets of a single complex attribute: `location[floor lt 2]` asks for `location.floor`. */
const withinSingle = (holder: BoundPath, { deviations }: Scope): Scope => ({
  deviations,
  resolve: ({ schema, attribute: name, subAttribute }) => {
    const found =
      schema === undefined && subAttribute === undefined ? findSubAttribute(holder.attribute, name) : undefined;
    if (found !== undefined) return { ...holder, subAttribute: found };
    unknown({ attribute: name, ...(subAttribute && { subAttribute }) }, holder.attribute.name, deviations);
    return undefined;
  },
});

function refuseSecret({ attribute, subAttribute }: BoundPath, path: AttributePath): void {
  if (attribute.returned === 'never' || subAttribute?.returned === 'never') {
    throw invalidFilter(
      `${shown(printAttributePath(path))} is never returned and cannot be filtered by. Take it out of the filter.`,
    );
  }
}
