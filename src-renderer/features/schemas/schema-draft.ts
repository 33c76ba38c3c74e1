// A schema as a form holds it: what a small office needs of RFC 7643 §7, and nothing that has to be looked up. A document
// that says more than that has no draft and is edited as JSON.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import { schemaSchema } from '#shared/scim/urn.ts';

/** The types that the form offers; JSON takes every type of RFC 7643 §2.3. */
export const draftTypes = ['string', 'boolean', 'integer', 'decimal', 'dateTime'] as const;
export type DraftType = (typeof draftTypes)[number];

/** A line of the form. */
export interface AttributeDraft {
  readonly name: string;
  readonly type: DraftType;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly unique: boolean;
  /** Kept, though the form does not show it. */
  readonly description: string;
}

export interface SchemaDraft {
  readonly name: string;
  readonly id: string;
  readonly description: string;
  readonly attributes: readonly AttributeDraft[];
}

export const emptyAttribute: AttributeDraft = {
  name: '',
  type: 'string',
  multiValued: false,
  required: false,
  unique: false,
  description: '',
};

export const emptyDraft: SchemaDraft = { name: '', id: '', description: '', attributes: [emptyAttribute] };

/** `Northwind people` for User → `urn:ietf:params:scim:schemas:extension:NorthwindPeople:2.0:User`, the form Entra wants. */
export function suggestedId(name: string, extended: string | null): string {
  const word = name
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
  if (word === '') return '';
  return extended === null
    ? `urn:ietf:params:scim:schemas:core:2.0:${word}`
    : `urn:ietf:params:scim:schemas:extension:${word}:2.0:${extended}`;
}

/** A boolean is never unique (RFC 7643 §2.3). */
export const canBeUnique = (type: DraftType): boolean => type !== 'boolean';

/** The document of a draft; characteristics at the default of RFC 7643 §2.2 are left out. */
export const documentOf = ({ name, id, description, attributes }: SchemaDraft): JsonObject => ({
  schemas: [schemaSchema],
  id: id.trim(),
  name: name.trim(),
  ...(description.trim() === '' ? {} : { description: description.trim() }),
  attributes: attributes.map((attribute) => ({
    name: attribute.name.trim(),
    type: attribute.type,
    multiValued: attribute.multiValued,
    required: attribute.required,
    ...(attribute.unique && canBeUnique(attribute.type) ? { uniqueness: 'server' } : {}),
    ...(attribute.description === '' ? {} : { description: attribute.description }),
  })),
});

/** Characteristics that a draft does not hold, with the only values of them that it may leave out. */
const usual: Readonly<Record<string, JsonValue>> = {
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
};
const shown = new Set(['name', 'type', 'multiValued', 'required', 'uniqueness', 'description', ...Object.keys(usual)]);

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

function attributeDraft(value: JsonValue): AttributeDraft | null {
  if (!isJsonObject(value) || Object.keys(value).some((member) => !shown.has(member))) return null;
  const type = draftTypes.find((one) => one === (value['type'] ?? 'string'));
  const unique = value['uniqueness'] ?? 'none';
  if (type === undefined || (unique !== 'none' && unique !== 'server')) return null;
  if (Object.entries(usual).some(([member, only]) => (value[member] ?? only) !== only)) return null;
  return {
    name: text(value['name']),
    type,
    multiValued: value['multiValued'] === true,
    required: value['required'] === true,
    unique: unique === 'server',
    description: text(value['description']),
  };
}

/** The draft of a document; null when the document says something that the form cannot show. */
export function draftOf(document: unknown): SchemaDraft | null {
  const value = document as JsonValue | undefined;
  if (!isJsonObject(value)) return null;
  const sent = value['attributes'] ?? [];
  if (!Array.isArray(sent)) return null;
  const attributes = (sent as readonly JsonValue[]).map(attributeDraft);
  if (attributes.some((attribute) => attribute === null)) return null;
  return {
    name: text(value['name']),
    id: text(value['id']),
    description: text(value['description']),
    attributes: attributes.filter((attribute) => attribute !== null),
  };
}

/** What the console can see is wrong with an attribute's name; the server has the last word. */
export function nameFault(names: readonly string[], index: number): 'missing' | 'letters' | 'twice' | null {
  const name = (names[index] ?? '').trim();
  if (name === '') return 'missing';
  if (!/^[A-Za-z][\w-]*$/.test(name)) return 'letters';
  const first = names.findIndex((other) => foldCase(other.trim()) === foldCase(name));
  return first < index ? 'twice' : null;
}
