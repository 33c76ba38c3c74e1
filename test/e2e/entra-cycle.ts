// Entra's provisioning service, as far as a tutorial goes. It asks before it writes, with the requests that are recorded in
// test/idp/entra.
import { randomUUID } from 'node:crypto';
import { expect } from 'playwright/test';
import { enterpriseUserSchema, groupSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';

export interface ScimAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface EntraCycle {
  /** Sends a request and answers what came, whatever it is. */
  send(method: string, path: string, body?: object): Promise<ScimAnswer>;
  /** As the button does: somebody and some group that nobody has. Groups are asked for even where there are none. */
  testConnection(): Promise<void>;
  /** Matches by userName, else creates. Answers the id. */
  provision(user: Readonly<Record<string, unknown>> & { readonly userName: string }): Promise<string>;
  /** One changed attribute. */
  update(id: string, path: string, value: unknown): Promise<void>;
  /** What becomes of somebody whose assignment is taken away. */
  unassign(id: string): Promise<void>;
  /** Matches by displayName, else creates, without members. Answers the id. */
  provisionGroup(displayName: string, externalId?: string): Promise<string>;
  addMember(groupId: string, userId: string): Promise<void>;
  removeMember(groupId: string, userId: string): Promise<void>;
  deleteGroup(id: string): Promise<void>;
}

const byName = (attribute: string, value: string): string =>
  `filter=${encodeURIComponent(`${attribute} eq "${value}"`)}`;

/** A job with one token. What a tutorial promises to work and does not fails the spec with what was answered. */
export function entraCycle(tenantUrl: string, token: string): EntraCycle {
  const send = async (method: string, path: string, body?: object): Promise<ScimAnswer> => {
    const response = await fetch(tenantUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json; charset=utf-8' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as ScimAnswer['body']) };
  };
  const must = async (wanted: readonly number[], method: string, path: string, body?: object): Promise<ScimAnswer> => {
    const answer = await send(method, path, body);
    expect(wanted, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`).toContain(answer.status);
    return answer;
  };
  const find = async (path: string): Promise<string | undefined> => {
    const { body } = await must([200], 'GET', path);
    const [found] = body['Resources'] as readonly { readonly id: string }[];
    return found?.id;
  };
  const patch = (path: string, operation: object): Promise<ScimAnswer> =>
    must([200, 204], 'PATCH', path, { schemas: [patchOpMessage], Operations: [operation] });
  const ofGroup = (id: string, op: 'Add' | 'Remove', userId: string): Promise<unknown> =>
    patch(`/Groups/${id}`, { op, path: 'members', value: [{ value: userId }] });

  return {
    send,
    async testConnection() {
      expect(await find(`/Users?${byName('userName', randomUUID())}`)).toBeUndefined();
      expect(await find(`/Groups?excludedAttributes=members&${byName('displayName', randomUUID())}`)).toBeUndefined();
    },
    async provision(user) {
      const found = await find(`/Users?${byName('userName', user.userName)}`);
      if (found !== undefined) {
        await must([200], 'GET', `/Users/${found}`);
        return found;
      }
      const created = await must([201], 'POST', '/Users', {
        schemas: [userSchema, enterpriseUserSchema],
        active: true,
        meta: { resourceType: 'User' },
        ...user,
      });
      return String(created.body['id']);
    },
    async update(id, path, value) {
      await must([200], 'GET', `/Users/${id}`);
      await patch(`/Users/${id}`, { op: 'Replace', path, value });
    },
    async unassign(id) {
      await must([200], 'GET', `/Users/${id}`);
      await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' });
    },
    async provisionGroup(displayName, externalId) {
      const found = await find(`/Groups?excludedAttributes=members&${byName('displayName', displayName)}`);
      if (found !== undefined) return found;
      const created = await must([201], 'POST', '/Groups', {
        schemas: [groupSchema],
        displayName,
        meta: { resourceType: 'Group' },
        ...(externalId === undefined ? {} : { externalId }),
      });
      return String(created.body['id']);
    },
    async addMember(groupId, userId) {
      await ofGroup(groupId, 'Add', userId);
    },
    async removeMember(groupId, userId) {
      await ofGroup(groupId, 'Remove', userId);
    },
    async deleteGroup(id) {
      await must([204], 'DELETE', `/Groups/${id}`);
    },
  };
}
