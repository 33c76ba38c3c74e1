// What the service says it can do (RFC 7643 §5 and §6), and what a case needs of it.
import type { JsonObject } from '#shared/lang/json.ts';
import { at, type Answer, type Conversation, type Step } from '../idp/conversation.ts';
import type { Client } from '../idp/send.ts';

export interface Service {
  /** Why this cannot be played here; undefined when it can. */
  missing(conversation: Conversation): string | undefined;
}

/** The service cannot be asked anything; the message says why. */
export class ServiceFailure extends Error {
  override readonly name = 'ServiceFailure';
}

/** Where /ServiceProviderConfig says whether a feature is there. */
const flags: Readonly<Record<string, string>> = {
  patch: 'patch/supported',
  bulk: 'bulk/supported',
  filter: 'filter/supported',
  sort: 'sort/supported',
  etag: 'etag/supported',
  cursor: 'pagination/cursor',
};

const conditional = ['if-match', 'if-none-match'];
const mentionsVersion = ({ capture = {} }: Step): boolean => Object.values(capture).includes('meta/version');

/** What the steps of a case show that they use. */
function usedBy(conversation: Conversation): ReadonlySet<string> {
  const used = new Set(conversation.needs);
  for (const step of conversation.steps) {
    if (step.method === 'PATCH') used.add('patch');
    if (/[?&]filter=/i.test(step.path)) used.add('filter');
    if (/[?&]sortBy=/i.test(step.path)) used.add('sort');
    if (Object.keys(step.headers ?? {}).some((name) => conditional.includes(name)) || mentionsVersion(step)) {
      used.add('etag');
    }
  }
  return used;
}

const elementsOf = (answer: Answer): readonly JsonObject[] => {
  const found = answer.status === 200 ? at(answer.json, 'Resources') : undefined;
  return Array.isArray(found) ? (found as JsonObject[]) : [];
};

async function ask(client: Client, token: string, path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/scim+json' };
  try {
    return await client.send({ method: 'GET', path, headers, body: undefined });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServiceFailure(`Nothing answered at ${client.baseUrl}: ${reason}. Is the service running there?`, {
      cause: error,
    });
  }
}

/** Throws ServiceFailure when nobody answers or the token is refused. */
export async function readService(client: Client, token: string): Promise<Service> {
  const users = await ask(client, token, '/Users?count=1');
  if (users.status === 401 || users.status === 403) {
    throw new ServiceFailure(`${client.baseUrl} refused the token with ${users.status}. Give one that may write.`);
  }
  if (users.status >= 300 || users.json === undefined) {
    throw new ServiceFailure(
      `GET ${client.baseUrl}/Users answered ${users.status}${users.json === undefined ? ' without JSON' : ''}. Is that the SCIM base URL, for example …/scim/v2?`,
    );
  }
  const { json: config } = await ask(client, token, '/ServiceProviderConfig');
  const types = elementsOf(await ask(client, token, '/ResourceTypes'));
  const endpoints = types.flatMap(({ endpoint }) => (typeof endpoint === 'string' ? endpoint.toLowerCase() : []));
  const hasGroups = endpoints.length === 0 || endpoints.some((endpoint) => endpoint.endsWith('/groups'));

  return {
    missing(conversation) {
      for (const feature of usedBy(conversation)) {
        const flag = flags[feature];
        if (flag === undefined || config === undefined) continue;
        const said = at(config, flag);
        // A config without `pagination` is one from before RFC 9865.
        if (said === false || (said === undefined && feature === 'cursor')) {
          return `ServiceProviderConfig: ${flag.replace('/', '.')} is ${said === undefined ? 'absent' : 'false'}`;
        }
      }
      if (!hasGroups && conversation.steps.some(({ path }) => path.startsWith('/Groups'))) {
        return 'ResourceTypes: there are no groups';
      }
      return undefined;
    },
  };
}
