import type { JsonValue } from '#shared/lang/json.ts';
import { createDeviations } from '../../protocol/deviations.ts';
import { parseSearchRequest } from '../../protocol/message/search-request.ts';
import type { Answer, Query, ScimRequest } from './request.ts';

/** A query that came in a body (RFC 7644 §3.4.3): read, then asked like one that came in a URL. */
export async function readSearch(
  { tenant }: ScimRequest,
  body: JsonValue,
  ask: (query: Query) => Promise<Answer>,
): Promise<Answer> {
  const deviations = createDeviations(tenant.compatibility);
  const { reply, ...rest } = await ask(parseSearchRequest(body, deviations));
  const notes = [...deviations.notes, ...reply.facts.notes];
  return { ...rest, reply: { ...reply, facts: { ...reply.facts, notes } } };
}
