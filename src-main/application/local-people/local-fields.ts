// The fields of Edit user as the PATCH a client would send for them: one engine writes documents, whoever asks.
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { enterpriseUserSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import { createDeviations } from '../../protocol/deviations.ts';
import { applyPatch } from '../../protocol/patch/apply-patch.ts';
import { parsePatchOp } from '../../protocol/patch/parse-patch-op.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { validateResource } from '../../protocol/schema/validate.ts';

/** Null takes a value away; what is left out stays. */
export interface LocalFields {
  readonly userName?: string | undefined;
  readonly displayName?: string | null | undefined;
  readonly givenName?: string | null | undefined;
  readonly familyName?: string | null | undefined;
  readonly title?: string | null | undefined;
  readonly department?: string | null | undefined;
  /** The address of type work, like the numbers below of their types. */
  readonly email?: string | null | undefined;
  readonly workPhone?: string | null | undefined;
  readonly mobilePhone?: string | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly active?: boolean | undefined;
}

/** Where a field is written, and what is removed for one without a value. */
const paths: Readonly<Record<keyof LocalFields, { readonly value: string; readonly whole?: string }>> = {
  userName: { value: 'userName' },
  displayName: { value: 'displayName' },
  givenName: { value: 'name.givenName' },
  familyName: { value: 'name.familyName' },
  title: { value: 'title' },
  department: { value: `${enterpriseUserSchema}:department` },
  email: { value: 'emails[type eq "work"].value', whole: 'emails[type eq "work"]' },
  workPhone: { value: 'phoneNumbers[type eq "work"].value', whole: 'phoneNumbers[type eq "work"]' },
  mobilePhone: { value: 'phoneNumbers[type eq "mobile"].value', whole: 'phoneNumbers[type eq "mobile"]' },
  externalId: { value: 'externalId' },
  active: { value: 'active' },
};

const names = Object.keys(paths) as (keyof LocalFields)[];

function operationsOf(fields: LocalFields): readonly JsonObject[] {
  return names.flatMap((name): readonly JsonObject[] => {
    const value: JsonValue | undefined = fields[name];
    if (value === undefined) return [];
    const { value: path, whole = path } = paths[name];
    return value === null || value === '' ? [{ op: 'remove', path: whole }] : [{ op: 'replace', path, value }];
  });
}

/** The document with the fields set; `doc` itself when that changes nothing. Throws ScimError 400. */
export function withFields(doc: JsonObject, fields: LocalFields, type: ResourceType): JsonObject {
  const sent = operationsOf(fields);
  if (sent.length === 0) return doc;
  // The admin is no client whose dialect is to be judged, whatever the tenant is.
  const deviations = createDeviations('lenient');
  const operations = parsePatchOp({ schemas: [patchOpMessage], Operations: sent }, type, deviations);
  return applyPatch({ doc }, operations, type, deviations).doc ?? doc;
}

/**
 * A new person's document. What the tenant's profile requires beyond the schema may be missing: it comes with the match.
 * Throws ScimError 400.
 */
export function documentOf(fields: LocalFields & { readonly userName: string }, type: ResourceType): JsonObject {
  const { userName, ...others } = fields;
  const body = withFields({ schemas: [userSchema], userName }, others, type);
  return validateResource(body, type, { mode: 'create' }, createDeviations('lenient')).doc;
}
