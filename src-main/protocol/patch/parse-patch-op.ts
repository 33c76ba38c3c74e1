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
import type { ResourceType } from '../schema/attribute.ts';
import { describe } from '../schema/mismatch.ts';
import { refuseForbiddenName } from '../schema/names.ts';
import { findTopLevel } from '../schema/registry.ts';
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
    if (!Array.isArray(schemas) || !schemas.some(isPatchOpUri))
      this.#deviations.note(`schemas: ${patchOpMessage} is missing`);
    const list: readonly JsonValue[] = Array.isArray(operations)
      ? operations
      : isJsonObject(operations)
        ? [operations]
        : [];
    if (list.length === 0) {
      throw invalidSyntax(
        `Operations must be an array of one or more operations, but ${describe(operations)} was sent.`,
      );
    }
    for (const [index, operation] of list.entries()) {
      this.#index = index;
      try {
        this.#operation(operation);
      } catch (error) {
        throw atOperation(error, index);
      }
    }
  }

  #operation(sent: JsonValue): void {
    if (!isJsonObject(sent)) {
      throw invalidSyntax(
        `Operation ${this.#index} must be an object with op, path and value, but ${describe(sent)} was sent.`,
      );
    }
    const { op: sentOp, path, value } = membersOf(sent);
    const op = readOp(sentOp, this.#index);
    if (path !== undefined && path !== null && typeof path !== 'string') {
      throw invalidPath(`The path of operation ${this.#index} must be text, but ${describe(path)} was sent.`);
    }
    if (op !== 'remove' && value === undefined) {
      throw invalidValue(
        `Operation ${this.#index} (${op}) has no value; send one, or null to clear the attribute.`,
        typeof path === 'string' ? { path } : {},
      );
    }
    if (typeof path === 'string' && path.trim() !== '') this.#withPath(op, path.trim(), value);
    else this.#withoutPath(op, value);
  }

  #withPath(op: PatchOp, path: string, value: JsonValue | undefined): void {
    const target = parsePatchPath(path, this.#type, this.#deviations);
    const locked = readOnlyName(target);
    if (locked !== undefined) {
      throw mutability(`${locked} is read-only: Rollcall sets it, take the operation out.`, { path });
    }
    this.#push(op, path, target, value);
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
      if (locked === undefined) this.#push(op, path, target, value[name]);
      else this.#deviations.note(`${path}: read-only, ignored`);
    }
  }

  #memberTarget(path: string, prefix: string): PatchPath {
    if (prefix === '' && findTopLevel(this.#type, path) === undefined && !/[.:[]/.test(path))
      return { kind: 'unknown' };
    return parsePatchPath(path, this.#type, this.#deviations);
  }

  #push(op: PatchOp, path: string, target: PatchPath, value: JsonValue | undefined): void {
    if (target.kind === 'unknown') {
      this.#deviations.note(`${path}: unknown attribute, operation ${this.#index} skipped`);
    } else if (target.kind === 'schema') {
      this.#pushSchema(op, path, target, value);
    } else if (target.kind === 'attribute' && target.path.attribute.name === 'schemas') {
      this.#deviations.note(`${path}: computed from the attributes, ignored`);
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
      throw invalidValue(`${path} expects an object of attributes, but ${describe(value)} was sent.`, { path });
    }
    if (container === undefined) {
      throw mutability(`${path} is the core schema of a ${this.#type.name} and cannot be removed.`, { path });
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
function readOp(sent: JsonValue | undefined, index: number): PatchOp {
  const op = typeof sent === 'string' ? sent.toLowerCase() : undefined;
  if (op === 'add' || op === 'remove' || op === 'replace') return op;
  throw invalidSyntax(
    `Operation ${index} has no known op: add, remove or replace is expected, but ${describe(sent)} was sent.`,
  );
}

/** The name of a target that only the server sets. */
function readOnlyName(target: PatchPath): string | undefined {
  if (target.kind !== 'attribute') return undefined;
  const { attribute, subAttribute } = target.path;
  if (attribute.mutability === 'readOnly') return attribute.name;
  return subAttribute?.mutability === 'readOnly' ? `${attribute.name}.${subAttribute.name}` : undefined;
}
