// What the tests of the OAuth endpoints share: a client made through the console, and token requests as they go on the wire.
import type { ConsoleInput, ConsoleOutput } from '#shared/console-api/index.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { call } from '../console/call.ts';
import type { RollcallForTest } from '../rollcall.ts';

export interface SecretClient {
  readonly clientId: string;
  readonly secret: string;
}

export async function createClient(
  { core, tenant }: RollcallForTest,
  facts: Partial<ConsoleInput<'oauthClients.create'>> = {},
): Promise<SecretClient> {
  const created = await call(core, 'oauthClients.create', { tenantId: tenant.id, label: 'Entra', ...facts });
  return { clientId: created.clientId, secret: created.clientSecret ?? '' };
}

export const clientOf = async (
  { core, tenant }: RollcallForTest,
  id: string,
): Promise<ConsoleOutput<'oauthClients.list'>[number]> => {
  const found = (await call(core, 'oauthClients.list', { tenantId: tenant.id })).find((client) => client.id === id);
  if (found === undefined) throw new Error(`There is no client ${id}`);
  return found;
};

export const basic = ({ clientId, secret }: SecretClient): string => `Basic ${btoa(`${clientId}:${secret}`)}`;

export const post = ({ clientId, secret }: SecretClient): Record<string, string> => ({
  client_id: clientId,
  client_secret: secret,
});

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: JsonObject;
  /** Empty where none was given. */
  readonly token: string;
}

/** Sends a token request; `grant_type` is right unless the form says otherwise. */
export async function fetchToken(
  url: string,
  form: string | Record<string, string>,
  headers: Record<string, string> = {},
  slug = 'default',
): Promise<TokenAnswer> {
  const body =
    typeof form === 'string' ? form : new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString();
  const response = await fetch(`${url}/${slug}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });
  const json = (await response.json()) as JsonObject;
  const token = typeof json['access_token'] === 'string' ? json['access_token'] : '';
  return { status: response.status, headers: response.headers, json, token };
}

/** What the SCIM listener says to an access token. */
export const statusOf = async ({ tenantUrl }: RollcallForTest, token: string, method = 'GET'): Promise<number> => {
  const response = await fetch(`${tenantUrl}/Users`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    ...(method === 'POST'
      ? { body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada' }) }
      : {}),
  });
  await response.arrayBuffer();
  return response.status;
};
