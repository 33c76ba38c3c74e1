// Reads the body of POST and PUT into what is stored, RFC 7644 §3.3 and §3.5.1.
// Invariant of the result: starts with `schemas`, names spelled as the schema does, and holds neither id nor meta, groups,
// members or password; no null, [] or {} (RFC 7643 §2.5). PATCH results keep the same shape.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import type { BoundPath } from '../filter/ast.ts';
import type { Deviations } from '../deviations.ts';
import { invalidSyntax, invalidValue } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import { isKept, type ResourceType } from './attribute.ts';
import { refuseImmutableChange } from './immutable.ts';
import { readMembers, type Member } from './members.ts';
import { describe } from './mismatch.ts';
import { isQualified, refuseForbiddenName } from './names.ts';
import { readOpenExtension } from './open-extension.ts';
import { readAttribute } from './read-value.ts';
import { findInSchema, findSchema, findTopLevel } from './registry.ts';
import { missingOf, type Demands } from './required.ts';
import { schemasOf } from './schemas-of.ts';
import { readSentSchemas } from './sent-schemas.ts';

export interface ValidateOptions {
  readonly mode: 'create' | 'replace';
  /** The stored document when `mode` is `replace`. */
  readonly current?: JsonObject;
  readonly demands?: Demands | undefined;
}

export interface ValidatedResource {
  /** `current` itself when a replace changes nothing. */
  readonly doc: JsonObject;
  /** Undefined when the body does not name the members attribute. */
  readonly members: Member[] | undefined;
}

interface Draft {
  readonly type: ResourceType;
  readonly doc: Record<string, JsonValue>;
  readonly deviations: Deviations;
  members: Member[] | undefined;
  /** As sent, to be compared with what the body holds. */
  schemas: JsonValue | undefined;
  /** URIs of the extensions that the body holds. */
  readonly containers: Set<string>;
}

/** Throws ScimError 400 invalidSyntax, invalidValue or mutability; `deviations` tells what was tolerated. */
export function validateResource(
  body: JsonValue,
  type: ResourceType,
  options: ValidateOptions,
  deviations: Deviations,
): ValidatedResource {
  if (!isJsonObject(body)) {
    throw invalidSyntax(`The body of a ${type.name} must be a JSON object, but ${describe(body)} was sent.`);
  }
  const draft: Draft = {
    type,
    doc: { schemas: [] },
    deviations,
    members: undefined,
    schemas: undefined,
    containers: new Set(),
  };
  readAttributes(body, draft);
  readSentSchemas(draft.schemas, draft.containers, type, deviations);
  const { doc, members } = draft;
  const { current } = options;
  for (const [name, value] of Object.entries(type.defaults ?? {})) {
    // A replace that leaves `active` out must not switch a disabled person on again.
    if (doc[name] === undefined) doc[name] = current?.[name] ?? value;
  }
  doc['schemas'] = schemasOf(doc, type);
  refuseMissing(doc, type, options.demands);
  if (current === undefined) return { doc, members };
  refuseImmutableChange(current, doc, type);
  // The extensions in another order are no change.
  const isSame = sameJson({ ...doc, schemas: schemasOf(doc, type, current['schemas']) }, current);
  return { doc: isSame ? current : doc, members };
}

function refuseMissing(doc: JsonObject, type: ResourceType, demands: Demands | undefined): void {
  const missing = missingOf(doc, type, demands);
  const [first] = missing;
  if (first === undefined) return;
  throw (
    demands?.refusal(missing) ??
    invalidValue(
      `${first} is required, but it was not sent or is empty. Send a ${type.name} with a ${first} that is not empty.`,
      { path: first },
    )
  );
}

function readAttributes(body: JsonObject, draft: Draft): void {
  for (const name of Object.keys(body)) {
    const value = body[name] as JsonValue;
    const path = findTopLevel(draft.type, name);
    if (path !== undefined) {
      if (path.container !== undefined && value !== null) {
        tolerateMisplaced(name, `${path.container}:${path.attribute.name}`, draft);
      }
      assign(path, value, draft);
    } else if (isQualified(name)) {
      readQualified(name, value, draft);
    } else {
      refuseForbiddenName(name);
      if (value !== null) tolerateUnknown(name, draft);
    }
  }
}

function tolerateUnknown(name: string, { type, deviations }: Draft): void {
  deviations.tolerate(`${shown(name, 120)}: unknown attribute, ignored`, () =>
    invalidSyntax(
      `A ${type.name} has no attribute "${shown(name, 120)}". Correct its name, as /Schemas spells it, or take it out.`,
      { path: name },
    ),
  );
}

/** An attribute of an extension outside of its container. */
function tolerateMisplaced(name: string, meant: string, { deviations }: Draft): void {
  deviations.tolerate(`${shown(name, 120)}: sent outside of its schema's object, read as ${shown(meant, 120)}`, () =>
    invalidSyntax(
      `"${shown(name, 60)}" is no attribute of the core schema. Send it inside the object named by its schema: ${shown(meant, 120)}.`,
      { path: name },
    ),
  );
}

/** A name with colons: an extension's container, the core schema's own URI, or one attribute with its URI. */
function readQualified(name: string, value: JsonValue, draft: Draft): void {
  const schema = findSchema(draft.type, name);
  if (schema !== undefined) {
    if (value === null) return;
    if (!isJsonObject(value)) {
      throw invalidValue(`${shown(name, 120)} expects an object of attributes, but ${describe(value)} was sent.`, {
        path: name,
      });
    }
    if (schema.container === undefined) {
      draft.deviations.tolerate(`${shown(name, 120)}: an object of core attributes, read as the attributes`, () =>
        invalidSyntax(
          `The attributes of ${shown(name, 120)} are sent at the top of the body, not inside an object. Move them there.`,
          { path: name },
        ),
      );
      readAttributes(value, draft);
    } else readExtension(schema.container, value, draft);
    return;
  }
  const colon = name.lastIndexOf(':');
  const path = findInSchema(draft.type, name.slice(0, colon), name.slice(colon + 1));
  if (path !== undefined) {
    if (value !== null)
      tolerateMisplaced(name, `${path.container ?? draft.type.schema.id}:${path.attribute.name}`, draft);
    assign(path, value, draft);
    return;
  }
  if (findSchema(draft.type, name.slice(0, colon)) !== undefined) {
    if (value !== null) tolerateUnknown(name, draft);
    return;
  }
  const open = readOpenExtension(value, name, draft.deviations);
  if (open === undefined) return;
  draft.doc[name] = open;
  draft.containers.add(name);
}

function readExtension(container: string, value: JsonObject, draft: Draft): void {
  draft.containers.add(container);
  for (const name of Object.keys(value)) {
    const path = findInSchema(draft.type, container, name);
    if (path === undefined) {
      refuseForbiddenName(name);
      if (value[name] !== null) tolerateUnknown(`${container}:${name}`, draft);
    } else {
      assign(path, value[name] as JsonValue, draft);
    }
  }
}

function assign({ container, attribute }: BoundPath, value: JsonValue, draft: Draft): void {
  const { type, doc, deviations } = draft;
  if (container === undefined && attribute.name === 'schemas') draft.schemas = value;
  if (attribute.mutability === 'readOnly' || (container === undefined && attribute.name === 'schemas')) return;
  if (container === undefined && attribute.name === type.membersAttribute) {
    draft.members = readMembers(value, attribute.name, deviations);
    return;
  }
  const read = readAttribute(attribute, value, attribute.name, deviations);
  if (read === undefined || !isKept(attribute)) return;
  if (container === undefined) doc[attribute.name] = read;
  else ((doc[container] ??= {}) as Record<string, JsonValue>)[attribute.name] = read;
}
