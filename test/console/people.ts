import { enterpriseUserSchema, groupSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { RollcallForTest } from '../rollcall.ts';

/** Provisions a resource over HTTP and returns its id. */
async function provision(rollcall: RollcallForTest, endpoint: string, body: JsonObject): Promise<string> {
  const answer = await rollcall.send('POST', endpoint, { body });
  if (answer.status !== 201) throw new Error(`POST ${endpoint} answered ${answer.status}: ${answer.text}`);
  return answer.json['id'] as string;
}

export const addUser = (rollcall: RollcallForTest, userName: string, more: JsonObject = {}): Promise<string> =>
  provision(rollcall, '/Users', { schemas: [userSchema, enterpriseUserSchema], userName, active: true, ...more });

export const addGroup = (
  rollcall: RollcallForTest,
  displayName: string,
  members: readonly string[] = [],
): Promise<string> =>
  provision(rollcall, '/Groups', { schemas: [groupSchema], displayName, members: members.map((value) => ({ value })) });

export async function patch(
  rollcall: RollcallForTest,
  path: string,
  ...operations: readonly JsonObject[]
): Promise<void> {
  const answer = await rollcall.send('PATCH', path, { body: { schemas: [patchOpMessage], Operations: operations } });
  if (answer.status >= 300) throw new Error(`PATCH ${path} answered ${answer.status}: ${answer.text}`);
}
