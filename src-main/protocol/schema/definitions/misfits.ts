// What of a stored resource would no longer fit once a schema changes or becomes an extension of its type. Nothing is
// converted and nothing dropped: a declaration under which a stored value could not have been sent is refused.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import { createDeviations } from '../../deviations.ts';
import { ScimError } from '../../message/scim-error.ts';
import { isKept, type Attribute, type ResourceType, type Schema } from '../attribute.ts';
import { commonAttributes } from '../common-attributes.ts';
import { describe, expectation } from '../mismatch.ts';
import { isQualified } from '../names.ts';
import { readAttribute } from '../read-value.ts';
import { missingRequired } from '../required.ts';

/** A schema of a resource type: `extension` holds its values under its URI. */
export interface SchemaUse {
  readonly schema: Schema;
  readonly as: 'core' | 'extension';
  readonly required: boolean;
}

/** One fault of one resource. Faults with the same `rule` are one fault of the declaration. */
export interface Misfit {
  /** What the declaration asks: `costCenter expects a whole number`. */
  readonly rule: string;
  /** What the resource has instead: `it holds the text "A1"`. */
  readonly found: string;
}

const commonNames: ReadonlySet<string> = new Set(commonAttributes.map(({ name }) => name));

const expects = (attribute: Attribute): string =>
  `${attribute.multiValued ? 'an array, each value ' : ''}${expectation(attribute)}`;

function misfitOf(attribute: Attribute, value: JsonValue, path: string): Misfit | undefined {
  if (!isKept(attribute)) {
    return { rule: `${path} may never be returned, so no value is kept`, found: 'it holds one' };
  }
  const misfit = { rule: `${path} expects ${expects(attribute)}`, found: `it holds ${describe(value)}` };
  try {
    const read = readAttribute(attribute, value, path, createDeviations('strict'));
    return sameJson(read, value) ? undefined : misfit;
  } catch (error) {
    if (error instanceof ScimError) return misfit;
    throw error;
  }
}

function misfitsAmong(values: JsonObject, { attributes }: Schema, prefix: string): Misfit[] {
  const misfits: Misfit[] = [];
  for (const [name, value] of Object.entries(values)) {
    const path = prefix + name;
    const attribute = attributes.find((known) => known.name === name);
    if (attribute !== undefined) {
      const misfit = misfitOf(attribute, value, path);
      if (misfit !== undefined) misfits.push(misfit);
      continue;
    }
    const spelled = attributes.find((known) => known.name.toLowerCase() === name.toLowerCase());
    const rule =
      spelled === undefined
        ? `the schema has no ${path}`
        : `the schema spells it ${spelled.name}, not ${name} (${path})`;
    misfits.push({ rule, found: `it holds ${describe(value)}` });
  }
  return misfits;
}

const coreValues = (doc: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(doc).filter(([name]) => !isQualified(name) && !commonNames.has(name)));

const noCore: Schema = { id: '', name: '', description: '', attributes: [] };

function missing(doc: JsonObject, schema: Schema, extensions: ResourceType['extensions']): readonly Misfit[] {
  const part: ResourceType = { name: '', endpoint: '', description: '', schema, extensions };
  return missingRequired(doc, part).map((path) => ({ rule: `${path} is required`, found: 'it has none' }));
}

/** Everything in the stored document that the schema, used like this, would not take. */
export function misfitsOf(doc: JsonObject, { schema, as, required }: SchemaUse): readonly Misfit[] {
  if (as === 'core') return [...misfitsAmong(coreValues(doc), schema, ''), ...missing(doc, schema, [])];
  const name = Object.keys(doc).find((key) => key.toLowerCase() === schema.id.toLowerCase());
  const values = name === undefined ? undefined : doc[name];
  const lacks = missing(doc, noCore, [{ schema, required }]);
  if (!isJsonObject(values)) return lacks;
  if (name !== schema.id) {
    return [{ rule: `the schema's id is spelled ${schema.id}`, found: `it holds values under ${name}` }];
  }
  return [...misfitsAmong(values, schema, `${schema.id}:`), ...lacks];
}
