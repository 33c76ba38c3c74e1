// What Entra sends, for specs that watch it arrive.
import { enterpriseUserSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';

export interface Provisioner {
  /** Answers the new person's id. */
  create(user: {
    userName: string;
    displayName: string;
    title?: string;
    department?: string;
    externalId?: string;
  }): Promise<string>;
  patch(id: string, path: string, value: unknown): Promise<void>;
}

/** A client with one token; every answer outside 2xx fails the spec. */
export function provisioner(tenantUrl: string, token: string): Provisioner {
  const send = async (method: string, path: string, body: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(tenantUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json; charset=utf-8' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  return {
    create: async ({ department, ...user }) => {
      const created = await send('POST', '/Users', {
        schemas: [userSchema, enterpriseUserSchema],
        active: true,
        emails: [{ primary: true, type: 'work', value: user.userName }],
        ...user,
        ...(department === undefined ? {} : { [enterpriseUserSchema]: { department } }),
      });
      return String(created['id']);
    },
    patch: async (id, path, value) => {
      const Operations = [{ op: 'Replace', path, value }];
      await send('PATCH', `/Users/${id}`, { schemas: [patchOpMessage], Operations });
    },
  };
}
