// Remembers what a run created, so that nothing of it stays: whatever was created and not deleted again is deleted.
import type { JsonObject } from '#shared/lang/json.ts';
import { at } from '../idp/conversation.ts';
import type { Exchange } from '../idp/play.ts';
import type { Client } from '../idp/send.ts';

export interface CleanUp {
  watch(exchange: Exchange): void;
  /** Deletes what is left, newest first. Returns the paths that could not be deleted. */
  run(): Promise<readonly string[]>;
}

const bulk = /^\/+bulk\b/i;

/** `/Users/1` of a location, whatever host and base path the service gives it. */
const pathOf = (location: string): string | undefined => /(\/[^/?#]+\/[^/?#]+)\/?(?:[?#].*)?$/.exec(location)?.[1];

function createdBy({ request, answer }: Exchange): readonly string[] {
  if (request.method !== 'POST') return [];
  if (bulk.test(request.path)) {
    const operations = at(answer.json, 'Operations');
    return (Array.isArray(operations) ? (operations as JsonObject[]) : [])
      .filter(({ status }) => status === '201' || status === 201)
      .flatMap(({ location }) => (typeof location === 'string' ? (pathOf(location) ?? []) : []));
  }
  if (answer.status !== 200 && answer.status !== 201) return [];
  const id = at(answer.json, 'id');
  return typeof id === 'string'
    ? [`${request.path.split('?', 1)[0]?.replace(/\/+$/, '')}/${encodeURIComponent(id)}`]
    : [];
}

export function createCleanUp(client: Client, token: string): CleanUp {
  const created = new Set<string>();
  return {
    watch(exchange) {
      for (const path of createdBy(exchange)) created.add(path);
      const { request, answer } = exchange;
      if (request.method === 'DELETE' && answer.status < 300) created.delete(request.path);
    },
    async run() {
      const left: string[] = [];
      for (const path of [...created].toReversed()) {
        const headers = { authorization: `Bearer ${token}` };
        // One after the other: a service that deletes slowly is not pressed.
        // oxlint-disable-next-line no-await-in-loop
        const status = await client.send({ method: 'DELETE', path, headers, body: undefined }).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status >= 300 ? status !== 404 : status === 0) left.push(path);
      }
      created.clear();
      return left;
    },
  };
}
