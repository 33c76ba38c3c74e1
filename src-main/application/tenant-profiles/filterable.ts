// Filters on attributes a profile does not mark as filterable: answered, because the engine can, but said, because the
// product could not. A strict tenant refuses them.
// Always allowed: `id` and `meta`, and a reference (`manager`, `members`) beside `id eq`: so Entra asks whether one
// resource refers to another, which is no matching.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { Deviations } from '../../protocol/deviations.ts';
import type { BoundFilter, BoundPath } from '../../protocol/filter/ast.ts';
import { evaluate } from '../../protocol/filter/evaluate.ts';
import { invalidFilter } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import { eqTemplate } from '../../protocol/patch/eq-template.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { shortName } from '../../protocol/modified-properties.ts';
import { rulesOf, type AttributeRules } from './attribute-rules.ts';
import { isReference } from './every-attribute.ts';

/** One attribute that a filter asks for. */
interface Asked {
  readonly path: BoundPath;
  /** What an element must be for the brackets around it, as far as that can be said. */
  readonly element?: JsonObject;
}

const labels: readonly string[] = ['type', 'primary'];

function leavesOf(filter: BoundFilter): readonly BoundPath[] {
  switch (filter.kind) {
    case 'compare':
    case 'present':
    case 'valuePath':
      return [filter.path];
    case 'not':
      return leavesOf(filter.operand);
    case 'and':
    case 'or':
      return [...leavesOf(filter.left), ...leavesOf(filter.right)];
    case 'constant':
      return [];
    default:
      return assertNever(filter, 'filter');
  }
}

function askedIn(filter: BoundFilter): readonly Asked[] {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return [{ path: filter.path }];
    case 'not':
      return askedIn(filter.operand);
    case 'and':
    case 'or':
      return [...askedIn(filter.left), ...askedIn(filter.right)];
    case 'valuePath': {
      const { path } = filter;
      const element = eqTemplate(filter.filter);
      const of = element === undefined ? {} : { element };
      const subs = leavesOf(filter.filter).filter(({ attribute }) => !labels.includes(attribute.name));
      return subs.length === 0
        ? [{ path, ...of }]
        : subs.map((sub) => ({ path: { ...path, subAttribute: sub.attribute }, ...of }));
    }
    case 'constant':
      return [];
    default:
      return assertNever(filter, 'filter');
  }
}

/** `id eq "…" and …` asks about one resource that is known already. */
function isAboutOne(filter: BoundFilter): boolean {
  if (filter.kind === 'and') return isAboutOne(filter.left) || isAboutOne(filter.right);
  if (filter.kind !== 'compare' || filter.operator !== 'eq') return false;
  return filter.path.container === undefined && filter.path.attribute.name === 'id';
}

const always: readonly string[] = ['id', 'meta', 'schemas'];

/** An extension that the tenant has declared itself is not the profile's business. */
function isCovered({ container }: BoundPath, { type, covers }: AttributeRules): boolean {
  const schema = container === undefined ? type.schema : type.extensions.find((e) => e.schema.id === container)?.schema;
  return schema === undefined || covers(schema);
}

function isFilterable({ path, element }: Asked, rules: AttributeRules): boolean {
  const { container, attribute, subAttribute } = path;
  if (container === undefined && always.includes(attribute.name)) return true;
  if (!isCovered(path, rules)) return true;
  const part = subAttribute === undefined || labels.includes(subAttribute.name) ? undefined : subAttribute.name;
  // An element that names no type could still be of the row's.
  const chosen = element !== undefined && labels.some((label) => label in element) ? element : undefined;
  return rules
    .rowsFor(attribute)
    .some(
      ({ row, path: { subAttribute: sub }, filter }) =>
        row.filterable &&
        (sub === undefined || part === undefined || sub.name === part) &&
        (filter === undefined || chosen === undefined || evaluate(filter, chosen)),
    );
}

function textOf({ path: { container, attribute, subAttribute }, element }: Asked): string {
  const type = element?.['type'];
  const selector = typeof type === 'string' ? `[type eq ${JSON.stringify(type)}]` : '';
  const sub = subAttribute === undefined ? '' : `.${subAttribute.name}`;
  return `${container === undefined ? '' : `${container}:`}${attribute.name}${selector}${sub}`;
}

/** Notes each attribute that is filtered by although the profile does not say so; a strict tenant throws 400 invalidFilter. */
export function tolerateFilter(
  filter: BoundFilter,
  type: ResourceType,
  profile: TenantProfile,
  deviations: Deviations,
): void {
  const rules = rulesOf(profile, type);
  if (rules === undefined) return;
  const isCheck = isAboutOne(filter);
  for (const asked of askedIn(filter)) {
    if (isFilterable(asked, rules) || (isCheck && isReference(asked.path.attribute))) continue;
    const name = shown(textOf(asked), 120);
    deviations.tolerate(
      `filter: ${name} is not filterable in the profile ${profile.name}, answered all the same`,
      () => {
        const filterable = rules.rows.filter(({ row }) => row.filterable).map(({ row }) => shortName(row.path));
        return invalidFilter(
          `${name} cannot be filtered by in the profile ${shown(profile.name, 40)}. Match by ${shown(['id', ...filterable].join(' or '), 80)}.`,
          { path: textOf(asked) },
        );
      },
    );
  }
}
