// A resource type as a form holds it. Its extensions are kept but not shown: they are added on its page.
import type { ServedResourceType } from '#shared/console-api/resource-types.ts';
import { resourceTypeSchema } from '#shared/scim/urn.ts';

export interface ResourceTypeDraft extends Pick<ServedResourceType, 'name' | 'endpoint' | 'description' | 'schema'> {
  readonly schemaExtensions: unknown;
}

/** What the form of a new resource type begins with. */
export const emptyType: ResourceTypeDraft = {
  name: '',
  endpoint: '',
  description: '',
  schema: '',
  schemaExtensions: [],
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The document of a draft; its id is its name (RFC 7643 §6). */
export const typeDocumentOf = ({ name, endpoint, description, schema, schemaExtensions }: ResourceTypeDraft) => ({
  schemas: [resourceTypeSchema],
  id: name.trim(),
  name: name.trim(),
  endpoint: endpoint.trim(),
  ...(description.trim() === '' ? {} : { description: description.trim() }),
  schema,
  schemaExtensions,
});

export const typeDraftOf = (document: Readonly<Record<string, unknown>>): ResourceTypeDraft => ({
  name: text(document['name']),
  endpoint: text(document['endpoint']),
  description: text(document['description']),
  schema: text(document['schema']),
  schemaExtensions: document['schemaExtensions'] ?? [],
});

/** Device → /Devices, as the RFC's own endpoints are formed. */
export const suggestedEndpoint = (name: string): string => (name.trim() === '' ? '' : `/${name.trim()}s`);
