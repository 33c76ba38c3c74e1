// One operation on one attribute of the document, chosen by the attribute's characteristics alone.
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { invalidValue } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import { isKept } from '../schema/attribute.ts';
import { readAttribute } from '../schema/read-value.ts';
import { holderOf, withAttribute } from './document.ts';
import { mergeComplex } from './merge-complex.ts';
import type { PatchOperation } from './operation.ts';
import type { PatchPath } from './path.ts';
import { removeElements } from './remove-elements.ts';
import { writeElements } from './write-elements.ts';

type AttributeTarget = Extract<PatchPath, { kind: 'attribute' }>;

/** The document after the operation; the same one when nothing changed. */
export function writeAttribute(
  doc: JsonObject,
  operation: PatchOperation,
  { path, filter }: AttributeTarget,
  deviations: Deviations,
): JsonObject {
  const { container, attribute } = path;
  if (!isKept(attribute)) {
    readAttribute(attribute, operation.value, attribute.name, deviations);
    return doc;
  }
  const old = holderOf(doc, container)[attribute.name];
  return withAttribute(
    doc,
    container,
    attribute.name,
    newValue(old, operation, { kind: 'attribute', path, ...(filter === undefined ? {} : { filter }) }, deviations),
  );
}

function newValue(
  old: JsonValue | undefined,
  { op, path, value }: PatchOperation,
  { path: { attribute, subAttribute }, filter }: AttributeTarget,
  deviations: Deviations,
): JsonValue | undefined {
  if (attribute.multiValued) {
    const elements = (old ?? []) as readonly JsonValue[];
    return op === 'remove'
      ? removeElements(elements, { attribute, subAttribute, filter, value }, deviations)
      : writeElements(
          elements,
          { op, attribute, subAttribute, filter, value: required(value, path), path },
          deviations,
        );
  }
  if (subAttribute !== undefined) {
    if (old === undefined && op === 'remove') return undefined;
    const part = op === 'remove' ? null : required(value, path);
    return mergeComplex(attribute, old, { [subAttribute.name]: part }, attribute.name, deviations);
  }
  if (op === 'remove') return undefined;
  if (attribute.type === 'complex')
    return mergeComplex(attribute, old, required(value, path), attribute.name, deviations);
  return readAttribute(attribute, value, attribute.name, deviations);
}

function required(value: JsonValue | undefined, path: string): JsonValue {
  if (value === undefined) throw invalidValue(`${shown(path)} has no value in the operation. Send one.`, { path });
  return value;
}
