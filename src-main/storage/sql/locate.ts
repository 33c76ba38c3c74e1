// Where the values of a bound path are: in columns of the resource's row, in rows of their own (members, memberships), or
// in the document. Columns and rows are found by the attribute's name as the schemas spell it.
import type { BoundPath } from '../../protocol/filter/ast.ts';
import type { Attribute, ResourceType } from '../../protocol/schema/attribute.ts';
import { userSchema } from '#shared/scim/urn.ts';
import type { Dialect, Fragment } from './dialect.ts';
import { isSearched } from './searched-text.ts';

/** Several values, one per row of `from`. */
export interface Elements {
  readonly from: string;
  /** What ties the rows to the resource `r`. */
  readonly where?: string;
  /** An element's own value, or that of a sub-attribute; undefined when nothing like it is stored. */
  value(subAttribute?: Attribute): string | undefined;
  readonly order: string;
  /**
   * A condition on `r` that an index answers and that holds for every resource with an element whose `value` equals the
   * parameter, which all its placeholders take. It may hold for others too.
   */
  readonly hint?: { readonly sql: string; readonly folded: boolean };
  /** Every element's `value` is a searched text. */
  readonly searched?: boolean;
}

/** `searched`: the value is a searched text, so that an index finds what it contains. */
export type Location =
  | {
      readonly kind: 'single';
      readonly sql: string;
      readonly has: string;
      /** A condition on `r` that an index answers and that holds where the value equals the parameter after `params`. */
      readonly hint?: Fragment;
      readonly searched?: boolean;
    }
  /** A column with an index: compared as it is, so that the index serves. `folded`: it holds the folded value. */
  | {
      readonly kind: 'column';
      readonly sql: string;
      readonly folded: boolean;
      readonly nullable: boolean;
      readonly searched?: boolean;
    }
  | { readonly kind: 'elements'; readonly elements: Elements; readonly subAttribute?: Attribute }
  /** Never has a value here. */
  | { readonly kind: 'nowhere' };

/** A member's own resource, or a group, is one of the same tenant. */
const collectionsOfTenant =
  '(SELECT k.key FROM collections k WHERE k.tenant = (SELECT t.tenant FROM collections t WHERE t.key = r.collection))';

const members: Elements = {
  from:
    `group_members m LEFT JOIN resources mr ON mr.id = m.value AND mr.collection IN ${collectionsOfTenant} ` +
    'LEFT JOIN collections mc ON mc.key = mr.collection',
  where: 'm.group_seq = r.seq',
  value: (subAttribute) => {
    if (subAttribute?.name === 'value') return 'm.value';
    if (subAttribute?.name === 'type') return 'coalesce(mc.resource_type, m.type)';
    if (subAttribute?.name !== 'display') return undefined;
    return "CASE WHEN mc.key IS NULL THEN m.display ELSE coalesce(nullif(mr.display_name, ''), mr.user_name) END";
  },
  order: 'm.seq',
  hint: { sql: 'r.seq IN (SELECT h.group_seq FROM group_members h WHERE h.value = ?)', folded: false },
};

const memberships: Elements = {
  from: 'group_members m JOIN resources g ON g.seq = m.group_seq',
  where: `m.value = r.id AND g.collection IN ${collectionsOfTenant}`,
  value: (subAttribute) => {
    if (subAttribute?.name === 'value') return 'g.id';
    if (subAttribute?.name === 'display') return "coalesce(nullif(g.display_name, ''), g.id)";
    return subAttribute?.name === 'type' ? "'direct'" : undefined;
  },
  order: 'm.seq',
  hint: {
    sql: 'r.id IN (SELECT h.value FROM resources hg JOIN group_members h ON h.group_seq = hg.seq WHERE hg.id = ?)',
    folded: false,
  },
};

/** An address that is the userName has no row of its own. */
const emailsHint = {
  sql: '(r.user_name_key = ? OR r.seq IN (SELECT h.resource FROM email_values h WHERE h.key = ?))',
  folded: true,
};

const column = (sql: string, folded: boolean, nullable: boolean): Location => ({
  kind: 'column',
  sql,
  folded,
  nullable,
});

/** Only a User's userName is in its column, whose index is unique: a type of the tenant's own may have many alike. */
export const hasUserNameColumn = ({ schema }: ResourceType): boolean => schema.id === userSchema;

/**
 * Columns of attributes that the document does not hold, or holds but something looks up by index. A tenant's own type
 * may give a name another type: what is not text or a boolean is in no column.
 */
function locateColumn({ attribute, subAttribute }: BoundPath, type: ResourceType): Location | undefined {
  const exact = (subAttribute ?? attribute).caseExact;
  const isText = attribute.type === 'string';
  switch (subAttribute === undefined ? attribute.name : `${attribute.name}.${subAttribute.name}`) {
    case 'id':
      return exact ? column('r.id', false, false) : { kind: 'single', sql: 'r.id', has: 'TRUE' };
    case 'externalId':
      return exact ? column('r.external_id', false, true) : undefined;
    case 'userName':
      return hasUserNameColumn(type) ? column('r.user_name_key', true, true) : undefined;
    case 'displayName':
      // A displayName that is not "" is also the name shown, by which an index sorts.
      return exact || !isText
        ? undefined
        : {
            kind: 'single',
            sql: 'r.display_name',
            has: "coalesce(r.display_name, '') <> ''",
            hint: { sql: 'r.shown_name_key = ?', params: [] },
          };
    case 'active':
      return attribute.type === 'boolean' ? column('r.active', false, true) : undefined;
    case 'meta.created':
      return column('r.created_at', false, false);
    case 'meta.lastModified':
      return column('r.last_modified_at', false, false);
    case 'meta.version':
      return { kind: 'single', sql: `'W/"' || r.version || '"'`, has: 'TRUE' };
    case 'meta.resourceType':
      return { kind: 'single', sql: `'${type.name.replaceAll("'", "''")}'`, has: 'TRUE' };
    case 'meta':
      return { kind: 'single', sql: 'NULL', has: 'TRUE' };
    default:
      return attribute.name === 'meta' ? { kind: 'nowhere' } : undefined;
  }
}

const hasTextValue = ({ subAttributes = [] }: Attribute): boolean =>
  subAttributes.some(({ name, type }) => name === 'value' && type === 'string');

/** Elements of a multi-valued attribute of the resource type. */
export function locateElements({ container, attribute }: BoundPath, type: ResourceType, dialect: Dialect): Elements {
  if (container === undefined && attribute.name === type.membersAttribute) return members;
  if (container === undefined && attribute.name === type.membershipsAttribute) return memberships;
  const path = container === undefined ? [attribute.name] : [container, attribute.name];
  return {
    from: dialect.documentElements(path),
    value: (subAttribute) => dialect.elementValue(subAttribute?.name),
    order: dialect.elementPosition,
    ...(container === undefined && attribute.name === 'emails' && hasTextValue(attribute)
      ? { hint: emailsHint, searched: true }
      : {}),
  };
}

/** Values that must be unique have rows by which they are found, those of one collection after another's. */
function uniqueHint({ container, attribute, subAttribute }: BoundPath, type: ResourceType): Fragment | undefined {
  if ((subAttribute ?? attribute).uniqueness === 'none') return undefined;
  const path = subAttribute === undefined ? attribute.name : `${attribute.name}.${subAttribute.name}`;
  return {
    sql:
      'r.seq IN (SELECT h.resource FROM collections k CROSS JOIN unique_values h ON h.collection = k.key ' +
      'WHERE k.resource_type = ? AND h.attribute = ? AND h.key = ?)',
    params: [type.name, container === undefined ? path : `${container}:${path}`],
  };
}

/** Where the values that a leaf compares are. */
export function locate(path: BoundPath, type: ResourceType, dialect: Dialect): Location {
  const { container, attribute, subAttribute } = path;
  if (attribute.multiValued) {
    const elements = locateElements(path, type, dialect);
    return { kind: 'elements', elements, ...(subAttribute === undefined ? {} : { subAttribute }) };
  }
  const searched = isSearched(path) ? { searched: true } : {};
  const promoted = container === undefined ? locateColumn(path, type) : undefined;
  if (promoted !== undefined) return { ...promoted, ...searched };
  const names = [container, attribute.name, subAttribute?.name].filter((name) => name !== undefined);
  const hint = uniqueHint(path, type);
  return {
    kind: 'single',
    sql: dialect.documentValue(names),
    has: dialect.documentHasValue(names),
    ...(hint === undefined ? {} : { hint }),
    ...searched,
  };
}
