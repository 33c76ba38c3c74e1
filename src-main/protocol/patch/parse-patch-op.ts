// Reads the body of a PATCH, RFC 7644 §3.5.2, into operations that each name one attribute. Needs no stored resource.
// Names and `op` come in any case, other members are ignored; what is skipped is noted, what cannot be meant is refused.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { limits } from '#shared/scim/limits.ts';
import { patchOpMessage } from '#shared/scim/urn.ts';
import type { Deviations } from '../deviations.ts';
import {
  invalidPath,
  invalidSyntax,
  invalidValue,
  mutability,
  noTarget,
  payloadTooLarge,
  ScimError,
} from '../message/scim-error.ts';
import { outline, shown } from '../message/shown.ts';
import type { ResourceType } from '../schema/attribute.ts';
import { describe } from '../schema/mismatch.ts';
import { refuseForbiddenName } from '../schema/names.ts';
import { findSchema, findTopLevel } from '../schema/registry.ts';
import { memberNeeds } from './member-changes.ts';
import type { PatchOp, PatchOperation } from './operation.ts';
import { parsePatchPath, type PatchPath } from './path.ts';

/** Throws ScimError 400; the context names the operation's index and its path. */
export function parsePatchOp(body: JsonValue, type: ResourceType, deviations: Deviations): readonly PatchOperation[] {
  const parser = new PatchOpParser(type, deviations);
  parser.message(body);
  return parser.operations;
}

class PatchOpParser {
  readonly operations: PatchOperation[] = [];
  readonly #type: ResourceType;
  readonly #deviations: Deviations;
  #index = 0;
  #costly = 0;

  constructor(type: ResourceType, deviations: Deviations) {
    this.#type = type;
    this.#deviations = deviations;
  }

  message(body: JsonValue): void {
    if (!isJsonObject(body)) {
      throw invalidSyntax(`The body of a PATCH must be an object with Operations, but ${describe(body)} was sent.`);
    }
    const { schemas, operations } = membersOf(body);
    this.#schemas(schemas);
    const noOperations = () =>
      invalidSyntax(`Operations must be an array of one or more operations, but ${describe(operations)} was sent.`);
    if (isJsonObject(operations)) this.#deviations.tolerate('Operations: one sent without its array', noOperations);
    const list: readonly JsonValue[] = Array.isArray(operations)
      ? operations
      : isJsonObject(operations)
        ? [operations]
        : [];
    if (list.length === 0) throw noOperations();
    for (const [index, operation] of list.entries()) {
      this.#index = index;
      try {
        this.#operation(operation);
      } catch (error) {
        throw atOperation(error, index);
      }
    }
  }

  #schemas(schemas: JsonValue | undefined): void {
    const sent: readonly JsonValue[] = Array.isArray(schemas) ? schemas : [];
    if (sent.length === 1 && sent.every(isPatchOpUri)) return;
    const text = sent.some(isPatchOpUri)
      ? `schemas: more than ${patchOpMessage}, ignored`
      : `schemas: ${patchOpMessage} is missing`;
    this.#deviations.tolerate(text, () =>
      invalidSyntax(`schemas must be ["${patchOpMessage}"], but ${describe(schemas)} was sent.`, { path: 'schemas' }),
    );
  }

  #operation(sent: JsonValue): void {
    if (!isJsonObject(sent)) {
      throw invalidSyntax(
        `Operation ${this.#index} must be an object with op, path and value, but ${describe(sent)} was sent.`,
      );
    }
    const { op: sentOp, path, value } = membersOf(sent);
    const op = readOp(sentOp, this.#index, this.#deviations);
    if (path !== undefined && path !== null && typeof path !== 'string') {
      throw invalidPath(`The path of operation ${this.#index} must be text, but ${describe(path)} was sent.`);
    }
    if (op !== 'remove' && value === undefined) {
      throw invalidValue(
        `Operation ${this.#index} (${op}) has no value; send one, or null to clear the attribute.`,
        typeof path === 'string' ? { path } : {},
      );
    }
    if (typeof path === 'string' && path.trim() !== '') {
      this.#withPath(op, path.trim(), value);
      return;
    }
    if (typeof path === 'string') {
      this.#deviations.tolerate('path: sent as empty text, read as no path', () =>
        invalidPath(`The path of operation ${this.#index} is empty. Name an attribute, or leave path out.`, { path }),
      );
    }
    this.#withoutPath(op, value);
  }

  #withPath(op: PatchOp, path: string, value: JsonValue | undefined): void {
    const target = parsePatchPath(path, this.#type, this.#deviations);
    const locked = readOnlyName(target);
    if (locked !== undefined) {
      throw readOnly(locked, path);
    }
    this.#push(op, path, target, value, invalidPath);
  }

  #withoutPath(op: PatchOp, value: JsonValue | undefined): void {
    if (op === 'remove') {
      throw noTarget(`Operation ${this.#index} (remove) has no path; name the attribute to remove.`);
    }
    if (!isJsonObject(value)) {
      throw invalidValue(
        `Operation ${this.#index} (${op}) has no path, so its value must be an object of attributes, but ${describe(value)} was sent.`,
      );
    }
    this.#expand(op, value, '');
  }

  /** The members of a path-less value are paths themselves: dotted, filtered or with a schema's URI. */
  #expand(op: PatchOp, value: JsonObject, prefix: string): void {
    for (const name of Object.keys(value)) {
      refuseForbiddenName(name);
      const path = prefix + name;
      const target = this.#memberTarget(path, prefix);
      const locked = readOnlyName(target);
      if (locked === undefined) this.#push(op, path, target, value[name], invalidSyntax);
      else this.#deviations.tolerate(`${shown(path, 120)}: read-only, ignored`, () => readOnly(locked, path));
    }
  }

  #memberTarget(path: string, prefix: string): PatchPath {
    if (prefix === '' && findTopLevel(this.#type, path) === undefined) {
      if (!/[.:[]/.test(path)) return { kind: 'unknown' };
      if (findSchema(this.#type, path) === undefined) this.#toleratePathAsName(path);
    }
    return parsePatchPath(path, this.#type, this.#deviations);
  }

  // Quirk(entra): with its feature flag it sends `name.givenName` and `urn:…:User:department` as member names,
  // test/protocol/entra-patch-dialects.test.ts. RFC 7644 §3.5.2.1 has attributes there.
  #toleratePathAsName(path: string): void {
    this.#deviations.tolerate(`${shown(path, 120)}: a path sent as the name of an attribute, read as the path`, () =>
      invalidSyntax(
        `Operation ${this.#index} has no path, so its value holds attributes, but "${shown(path, 100)}" is a path. Send it as the path of an operation of its own.`,
        { path },
      ),
    );
  }

  #push(op: PatchOp, path: string, target: PatchPath, value: JsonValue | undefined, refuse: typeof invalidPath): void {
    if (target.kind === 'unknown') {
      const name = outline(path, 120);
      this.#deviations.tolerate(`${name}: unknown attribute, operation ${this.#index} skipped`, () =>
        refuse(
          `A ${this.#type.name} has no attribute "${name}". Correct the name, as /Schemas spells it, or take the operation out.`,
          { path },
        ),
      );
    } else if (target.kind === 'schema') {
      this.#pushSchema(op, path, target, value);
    } else if (target.kind === 'attribute' && target.path.attribute.name === 'schemas') {
      this.#deviations.note(`${shown(path, 120)}: computed from the attributes, ignored`);
    } else {
      this.#add({ index: this.#index, op, path, target, ...(value === undefined ? {} : { value }) });
    }
  }

  #pushSchema(
    op: PatchOp,
    path: string,
    { schema: { schema, container } }: Extract<PatchPath, { kind: 'schema' }>,
    value: JsonValue | undefined,
  ): void {
    if (op !== 'remove' && isJsonObject(value)) {
      this.#expand(op, value, `${schema.id}:`);
      return;
    }
    if (op !== 'remove' && value !== null) {
      throw invalidValue(`${shown(path, 120)} expects an object of attributes, but ${describe(value)} was sent.`, {
        path,
      });
    }
    if (container === undefined) {
      throw mutability(
        `${shown(path, 120)} is the core schema of a ${this.#type.name} and cannot be removed. Name the attributes to remove.`,
        { path },
      );
    }
    this.#add({ index: this.#index, op: 'remove', path, target: { kind: 'extension', container } });
  }

  /** A member more or less costs the same however many there are; any other operation goes through what is there. */
  #add(operation: PatchOperation): void {
    if (operation.target.kind !== 'members' || memberNeeds([operation])) this.#costly += 1;
    if (this.#costly > limits.patchOperations) {
      throw payloadTooLarge(
        `The PATCH changes more than ${limits.patchOperations} attributes; send it in several requests.`,
      );
    }
    this.operations.push(operation);
  }
}

/** Adds the operation's index to an error that lacks it. */
export function atOperation(error: unknown, operationIndex: number, path?: string): unknown {
  if (!(error instanceof ScimError) || error.context.operationIndex !== undefined) return error;
  const context = { ...(path === undefined ? {} : { path }), ...error.context, operationIndex };
  return new ScimError(error.status, error.scimType, error.detail, context);
}

const isPatchOpUri = (uri: JsonValue): boolean =>
  typeof uri === 'string' && uri.toLowerCase() === patchOpMessage.toLowerCase();

/** The members the message format knows, by name in any case. Others are ignored. */
function membersOf(body: JsonObject): Partial<Record<'schemas' | 'operations' | 'op' | 'path' | 'value', JsonValue>> {
  const known: Partial<Record<'schemas' | 'operations' | 'op' | 'path' | 'value', JsonValue>> = {};
  for (const name of Object.keys(body)) {
    refuseForbiddenName(name);
    const lower = name.toLowerCase();
    if (lower === 'schemas' || lower === 'operations' || lower === 'op' || lower === 'path' || lower === 'value') {
      known[lower] = body[name] as JsonValue;
    }
  }
  return known;
}

// Quirk(entra): sends Add, Replace and Remove without its feature flag, test/protocol/entra-patch-dialects.test.ts.
function readOp(sent: JsonValue | undefined, index: number, deviations: Deviations): PatchOp {
  const refusal = () =>
    invalidSyntax(
      `Operation ${index} must have the op add, remove or replace, but ${describe(sent)} was sent. Correct it.`,
    );
  const op = typeof sent === 'string' ? sent.toLowerCase() : undefined;
  if (op !== 'add' && op !== 'remove' && op !== 'replace') throw refusal();
  if (op !== sent) deviations.tolerate(`op: ${JSON.stringify(sent)} read as ${op}`, refusal);
  return op;
}

const readOnly = (name: string, path: string): ScimError =>
  mutability(`${name} is read-only: Rollcall sets it. Take it out of the operation.`, { path });

/** The name of a target that only the server sets. */
function readOnlyName(target: PatchPath): string | undefined {
  if (target.kind !== 'attribute') return undefined;
  const { attribute, subAttribute } = target.path;
  if (attribute.mutability === 'readOnly') return attribute.name;
  return subAttribute?.mutability === 'readOnly' ? `${attribute.name}.${subAttribute.name}` : undefined;
}
