// What a profile shows of the schemas a tenant has declared itself: every value, under its attribute's name.
import { enterpriseUserSchema } from '#shared/scim/urn.ts';

export interface ExtensionFacts {
  /** The schema's URI. */
  readonly schema: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

type Resource = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as text; an object says its parts: `building: north, room: 12`. */
function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(text).join('; ');
  if (!isObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return Object.entries(value)
    .map(([name, part]) => `${name}: ${text(part)}`)
    .join(', ');
}

/** Extensions of a user resource beside Enterprise User, which the profile knows by its own words. */
export const extensionFacts = (resource: Resource): readonly ExtensionFacts[] =>
  Object.entries(resource).flatMap(([schema, container]) => {
    if (!/^urn:/i.test(schema) || schema === enterpriseUserSchema || !isObject(container)) return [];
    const facts = Object.entries(container)
      .map(([name, value]) => ({ name, value: text(value) }))
      .filter(({ value }) => value !== '');
    return facts.length === 0 ? [] : [{ schema, facts }];
  });
