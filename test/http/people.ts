import { enterpriseUserSchema, groupSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import type { RollcallForTest } from '../rollcall.ts';

/** A user as an identity provider creates one. */
export const user = (userName: string, more: JsonObject = {}): JsonObject => ({
  schemas: [userSchema],
  userName,
  ...more,
});

export const group = (displayName: string, more: JsonObject = {}): JsonObject => ({
  schemas: [groupSchema],
  displayName,
  ...more,
});

/** Ann, with most of what a directory knows of a person. */
export const ann = user('ann.bell@northwind.example', {
  schemas: [userSchema, enterpriseUserSchema],
  externalId: 'ann.bell',
  displayName: 'Ann Bell',
  name: { givenName: 'Ann', familyName: 'Bell' },
  emails: [{ type: 'work', value: 'ann.bell@northwind.example', primary: true }],
  [enterpriseUserSchema]: { department: 'Legal' },
});

export const patchOp = (...operations: readonly JsonObject[]): JsonObject => ({
  schemas: [patchOpMessage],
  Operations: operations,
});

/** Creates it and returns its id. */
export async function created(rollcall: RollcallForTest, path: '/Users' | '/Groups', body: JsonValue): Promise<string> {
  const { status, json, text } = await rollcall.send('POST', path, { body });
  if (status !== 201) throw new Error(`POST ${path} answered ${status}: ${text}`);
  return json['id'] as string;
}
