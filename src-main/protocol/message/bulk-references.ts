// References to resources that the same bulk request creates, RFC 7644 §3.7.2: `bulkId:` and a bulkId where an id would
// stand, in the path or in any value of the data.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { BulkOperation } from './bulk.ts';

type IdOf = (bulkId: string) => string;

const whole = /^bulkId:([^]+)$/;
/** `"$ref": "../Users/bulkId:ytrewq"` */
const atEnd = /(?<=\/)bulkId:([^/]+)$/;
/** `"path": "members[value eq \"bulkId:ytrewq\"]"` of a PATCH. */
const literal = /(?<=")bulkId:([^"\\]+)(?=")/g;

function resolveText(text: string, name: string, idOf: IdOf): string {
  if (!text.includes('bulkId:')) return text;
  const [, bulkId] = whole.exec(text) ?? [];
  if (bulkId !== undefined) return idOf(bulkId);
  if (name === '$ref') return text.replace(atEnd, (_, inner: string) => idOf(inner));
  return name === 'path' ? text.replaceAll(literal, (_, inner: string) => idOf(inner)) : text;
}

function resolveValue(value: JsonValue, name: string, idOf: IdOf): JsonValue {
  if (typeof value === 'string') return resolveText(value, name, idOf);
  if (Array.isArray(value)) return value.map((element: JsonValue) => resolveValue(element, name, idOf));
  return isJsonObject(value) ? resolveObject(value, idOf) : value;
}

const resolveObject = (object: JsonObject, idOf: IdOf): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, resolveValue(value, name, idOf)]));

/** The operation with every reference replaced by what `idOf` says; it may throw. */
export function resolveReferences(operation: BulkOperation, idOf: IdOf): BulkOperation {
  const { id, data } = operation;
  return {
    ...operation,
    ...(id === undefined ? {} : { id: resolveText(id, 'id', idOf) }),
    ...(data === undefined ? {} : { data: resolveObject(data, idOf) }),
  };
}

/** The bulkIds that an operation refers to, each once. */
export function referencesIn(operation: BulkOperation): ReadonlySet<string> {
  const found = new Set<string>();
  // Most operations refer to nothing, and their text tells so at a fraction of the cost of a walk.
  if (!JSON.stringify([operation.id, operation.data]).includes('bulkId:')) return found;
  resolveReferences(operation, (bulkId) => {
    found.add(bulkId);
    return bulkId;
  });
  return found;
}
