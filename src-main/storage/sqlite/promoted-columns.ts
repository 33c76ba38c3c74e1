// What is copied out of a document into columns and rows of its own, because something searches or sorts by it. The
// document stays the truth: filters give the same answer without any of this, only slower. What a column holds is decided
// by the value and not by the type's schema, except for userName, whose index is unique.
import { foldCase } from '#shared/lang/fold-case.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { shownName } from '#shared/scim/shown-name.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { hasUserNameColumn } from '../sql/locate.ts';

export interface PromotedColumns {
  readonly external_id: string | null;
  readonly user_name: string | null;
  readonly user_name_key: string | null;
  readonly display_name: string | null;
  /** The folded name a person or group goes by: see `shownName`. */
  readonly shown_name_key: string | null;
  readonly active: 0 | 1 | null;
  readonly title_key: string | null;
  readonly department_key: string | null;
}

/** Text with at least one character; everything else counts as no value. */
export const textOf = (value: JsonValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

const stringOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

const folded = (text: string | null): string | null => (text === null ? null : foldCase(text));

const member = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isJsonObject(value) ? value[name] : undefined;

/** Of the enterprise extension (RFC 7643 §4.3); null when it has none. */
export const departmentOf = (doc: JsonObject): string | null => textOf(member(doc[enterpriseUserSchema], 'department'));

/** The columns of a document as it is now. */
export const promote = (doc: JsonObject, type: ResourceType): PromotedColumns => {
  const userName = hasUserNameColumn(type) ? stringOf(doc['userName']) : null;
  const active = doc['active'];
  return {
    external_id: stringOf(doc['externalId']),
    user_name: userName,
    user_name_key: folded(userName),
    display_name: stringOf(doc['displayName']),
    shown_name_key: folded(shownName(doc) ?? null),
    active: typeof active === 'boolean' ? (active ? 1 : 0) : null,
    title_key: folded(textOf(doc['title'])),
    department_key: folded(departmentOf(doc)),
  };
};

/** The folded values of `emails`, each once; without the userName, which most people's address is and has an index. */
export const emailKeys = (doc: JsonObject, { user_name_key: userName }: PromotedColumns): readonly string[] => {
  const emails = doc['emails'];
  if (!Array.isArray(emails)) return [];
  const keys = (emails as readonly JsonValue[])
    .map((email) => folded(textOf(member(email, 'value'))))
    .filter((key) => key !== null);
  return [...new Set(keys.filter((key) => key !== userName))];
};
