// add and replace on a multi-valued attribute, RFC 7644 §3.5.2.1 and §3.5.2.3. Elements that stay keep their identity, so
// that the one whose `primary` was just set can be told from the one that had it.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import { limits } from '#shared/scim/limits.ts';
import type { Deviations } from '../deviations.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { evaluate } from '../filter/evaluate.ts';
import { noTarget } from '../message/scim-error.ts';
import { outline, shown } from '../message/shown.ts';
import { isKept, type Attribute } from '../schema/attribute.ts';
import { collapseDuplicates, mergeElement, settlePrimary } from '../schema/elements.ts';
import { immutable } from '../schema/immutable.ts';
import { overLimit, readAttribute, readElements, tolerateEmpty } from '../schema/read-value.ts';
import { eqTemplate } from './eq-template.ts';
import { withoutSubAttribute } from './remove-elements.ts';

/** What one `add` or `replace` aims at, and with which value. */
export interface ElementsWrite {
  readonly op: 'add' | 'replace';
  readonly attribute: Attribute;
  readonly subAttribute: Attribute | undefined;
  readonly filter: BoundFilter | undefined;
  readonly value: JsonValue;
  /** As sent, for error texts. */
  readonly path: string;
}

type Elements = readonly JsonValue[];

/** The attribute's new elements; undefined when none are left. */
export function writeElements(old: Elements, write: ElementsWrite, deviations: Deviations): Elements | undefined {
  const written =
    write.subAttribute === undefined ? writeWhole(old, write, deviations) : writeSub(old, write, deviations);
  if (written.length === 0) return undefined;
  const elements = collapseDuplicates(written);
  if (elements.length > limits.attributeValues) throw overLimit(write.attribute, elements.length);
  return settlePrimary(elements, old, write.attribute.name, deviations);
}

const isMatch = (element: JsonValue, filter: BoundFilter | undefined): element is JsonObject =>
  isJsonObject(element) && (filter === undefined || evaluate(filter, element));

/** `emails[type eq "work"].value`, or the sub-attribute of every element without a filter. */
function writeSub(old: Elements, write: ElementsWrite, deviations: Deviations): Elements {
  const { subAttribute, filter, value, path } = write;
  if (subAttribute === undefined) return old;
  const { name } = subAttribute;
  const read = readAttribute(subAttribute, value, path, deviations);
  if (!isKept(subAttribute)) return old;
  if (name === 'value' && read === '') tolerateEmpty(path, deviations);
  if (read === undefined || (name === 'value' && read === '')) {
    return old
      .map((element) => (isMatch(element, filter) ? withoutSubAttribute(element, subAttribute, path) : element))
      .filter((element) => element !== undefined);
  }
  if (old.some((element) => isMatch(element, filter))) {
    return old.map((element) => {
      if (!isMatch(element, filter) || sameJson(element[name], read)) return element;
      if (subAttribute.mutability === 'immutable' && element[name] !== undefined) throw immutable(path);
      return { ...element, [name]: read };
    });
  }
  return [...old, { ...newElement(filter, write, deviations), [name]: read }];
}

function writeWhole(old: Elements, write: ElementsWrite, deviations: Deviations): Elements {
  const { op, attribute, filter, value } = write;
  if (filter !== undefined) {
    // One value that is selected may be replaced by one object, as the RFC's own example does.
    const sent = isJsonObject(value) ? [value] : value;
    return writeSelected(
      old,
      readElements(attribute, sent, attribute.name, deviations) ?? [],
      filter,
      write,
      deviations,
    );
  }
  const read = readElements(attribute, value, attribute.name, deviations) ?? [];
  // A value that is there already is merged into itself when duplicates collapse.
  return op === 'replace' ? read : [...old, ...read];
}

/** `emails[type eq "work"]`: replace puts the values in the place of those that match, add merges into them. */
function writeSelected(
  old: Elements,
  read: Elements,
  filter: BoundFilter,
  write: ElementsWrite,
  deviations: Deviations,
): Elements {
  const { op } = write;
  const matches: Elements = old.filter((element) => isMatch(element, filter));
  if (read.length === 0) return op === 'add' ? old : old.filter((element) => !matches.includes(element));
  if (op === 'add' && matches.length > 0) {
    return old.map((element) => (matches.includes(element) ? read.reduce(mergeElement, element) : element));
  }
  const template = matches.length === 0 ? newElement(filter, write, deviations) : (eqTemplate(filter) ?? {});
  const complete = read.map((element) => (isJsonObject(element) ? { ...template, ...element } : element));
  const place = matches.length === 0 ? old.length : old.indexOf(matches[0] as JsonValue);
  const kept = (part: Elements): Elements => part.filter((element) => !matches.includes(element));
  return [...kept(old.slice(0, place)), ...complete, ...kept(old.slice(place))];
}

// Quirk(entra): writes to `emails[type eq "work"].value` and expects the element to be created when there is none, where
// RFC 7644 §3.5.2.3 says noTarget, test/protocol/entra-patch-dialects.test.ts.
function newElement(
  filter: BoundFilter | undefined,
  { op, attribute: { name }, path }: ElementsWrite,
  deviations: Deviations,
): Readonly<Record<string, JsonValue>> {
  if (filter === undefined) return {};
  const template = eqTemplate(filter);
  if (template === undefined) {
    throw noTarget(
      `No value of ${name} matches ${outline(path)}, and only a filter made of eq and and tells which one to create. Add the value to ${name} first.`,
      { path },
    );
  }
  const text = `${shown(path, 120)}: no value matched, one was created`;
  if (op === 'add') deviations.note(text);
  else {
    deviations.tolerate(text, () =>
      noTarget(`No value of ${name} matches ${shown(path, 120)}, so none can be replaced. Add it with op add.`, {
        path,
      }),
    );
  }
  return template;
}
