// Names that never reach an object of ours: each would touch a prototype instead of a property.
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import { invalidSyntax } from '../message/scim-error.ts';

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isForbiddenName = (name: string): boolean => forbidden.has(name);

/** Refuses a body's member name that no attribute may have. */
export function refuseForbiddenName(name: string): void {
  if (isForbiddenName(name)) {
    throw invalidSyntax(`"${name}" cannot be an attribute name. Remove it from the request body.`, { path: name });
  }
}

/** The same for every name inside a value that is kept verbatim. */
export function refuseForbiddenNames(value: JsonValue): void {
  if (Array.isArray(value)) {
    for (const element of value as readonly JsonValue[]) refuseForbiddenNames(element);
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      refuseForbiddenName(name);
      refuseForbiddenNames(value[name] as JsonValue);
    }
  }
}

/** Schema URIs have colons, attribute names have none (RFC 7643 §2.1). */
export const isQualified = (name: string): boolean => name.includes(':');
