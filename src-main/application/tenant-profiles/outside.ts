// Attributes outside a tenant's profile: stored, because nothing that was sent is lost, but said, because the product
// would not know them. A strict tenant refuses them. `id`, `meta`, `schemas` and what the service computes are in every
// profile, `externalId` where it is listed; the labels `type` and `primary` come with the value they belong to.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { Deviations } from '../../protocol/deviations.ts';
import type { BoundPath } from '../../protocol/filter/ast.ts';
import { evaluate } from '../../protocol/filter/evaluate.ts';
import type { ScimError, ScimErrorContext } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { isQualified } from '../../protocol/schema/names.ts';
import { findInSchema, findSchema, findTopLevel } from '../../protocol/schema/registry.ts';
import type { BoundRow } from './attribute-rows.ts';
import { rulesOf, type AttributeRules } from './attribute-rules.ts';

type Values = Map<string, readonly JsonValue[]>;

const labels: readonly string[] = ['type', 'primary'];

const add = (values: Values, path: string, value: JsonValue): void =>
  void values.set(path, [...(values.get(path) ?? []), value]);

/** `[type eq "home"]`, or what chooses the values without a type. */
function selectorOf(element: JsonValue): string {
  const type = isJsonObject(element) ? element['type'] : undefined;
  return typeof type === 'string' ? `[type eq ${JSON.stringify(type)}]` : '[not (type pr)]';
}

/** The sub-attributes that none of the rows is about. */
function addParts(value: JsonObject, path: string, rows: readonly BoundRow[], values: Values): void {
  if (rows.some((row) => row.path.subAttribute === undefined)) return;
  const named = rows.map((row) => row.path.subAttribute?.name);
  for (const [name, part] of Object.entries(value)) {
    if (!named.includes(name)) add(values, `${path}.${name}`, part);
  }
}

function addElement(element: JsonValue, path: string, rows: readonly BoundRow[], values: Values): void {
  const about = rows.filter(
    ({ filter }) => filter === undefined || (isJsonObject(element) && evaluate(filter, element)),
  );
  if (about.length === 0) add(values, path + selectorOf(element), element);
  else if (isJsonObject(element)) {
    const parts = Object.fromEntries(Object.entries(element).filter(([name]) => !labels.includes(name)));
    addParts(parts, path + selectorOf(element), about, values);
  }
}

function addAttribute({ container, attribute }: BoundPath, value: JsonValue, rules: AttributeRules, values: Values) {
  if (attribute.mutability === 'readOnly' || attribute.name === 'schemas') return;
  const path = container === undefined ? attribute.name : `${container}:${attribute.name}`;
  const rows = rules.rowsFor(attribute);
  if (rows.length === 0) {
    // What Rollcall fills in itself nobody has sent.
    const isDefault = container === undefined && sameJson(rules.type.defaults?.[attribute.name], value);
    if (!isDefault) add(values, path, value);
  } else if (Array.isArray(value)) {
    for (const element of value as readonly JsonValue[]) addElement(element, path, rows, values);
  } else if (isJsonObject(value)) {
    addParts(value, path, rows, values);
  }
}

/** Values outside the profile by their path, as Entra would write it: an attribute that is not listed at all by its name. */
function valuesOutside(resource: JsonObject, rules: AttributeRules): Values {
  const values: Values = new Map();
  const { type } = rules;
  for (const [name, value] of Object.entries(resource)) {
    if (!isQualified(name)) {
      const path = findTopLevel(type, name);
      if (path !== undefined) addAttribute(path, value, rules, values);
      continue;
    }
    const schema = findSchema(type, name)?.schema;
    if (schema === undefined) add(values, name, value);
    else if (rules.covers(schema) && isJsonObject(value)) {
      for (const [part, held] of Object.entries(value)) {
        const path = findInSchema(type, name, part);
        if (path !== undefined) addAttribute(path, held, rules, values);
      }
    }
  }
  return values;
}

/** The paths of what a stored document or whole resource has beside its profile; none for a profile of everything. */
export function outsideProfile(resource: JsonObject, type: ResourceType, profile: TenantProfile): readonly string[] {
  const rules = rulesOf(profile, type);
  return rules === undefined ? [] : [...valuesOutside(resource, rules).keys()];
}

/** The documents around a write; without `before` everything counts as sent. */
export interface Write {
  readonly before?: JsonObject;
  readonly after: JsonObject;
  /** Whether it adds members, which no document holds. */
  readonly addsMembers: boolean;
}

type Refuse = (detail: string, context: ScimErrorContext) => ScimError;

/** Notes what a write sets outside the profile; a strict tenant throws `refuse` for the first of it. */
export function tolerateOutside(
  { before, after, addsMembers }: Write,
  type: ResourceType,
  profile: TenantProfile,
  deviations: Deviations,
  refuse: Refuse,
): void {
  const rules = rulesOf(profile, type);
  if (rules === undefined) return;
  const held = before === undefined ? undefined : valuesOutside(before, rules);
  const written =
    addsMembers && type.membersAttribute !== undefined ? { ...after, [type.membersAttribute]: [{}] } : after;
  for (const [path, values] of valuesOutside(written, rules)) {
    const old = held?.get(path);
    if (old !== undefined && sameJson(old, values)) continue;
    const named = shown(path, 120);
    deviations.tolerate(`${named}: not part of the profile ${profile.name}`, () =>
      refuse(
        `${named} is not part of the profile ${shown(profile.name, 40)}. Take it out of the attribute mapping, or add it to a profile of your own in Rollcall.`,
        { path },
      ),
    );
  }
}
