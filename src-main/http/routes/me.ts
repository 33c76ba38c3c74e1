import type { FastifyInstance } from 'fastify';
import type { Answer } from '../../application/scim/request.ts';
import type { Me, Scim } from '../../application/scim/scim.ts';
import { notImplemented } from '../../protocol/message/scim-error.ts';
import { bodyOf, route, type Call, type Handler } from './route.ts';

/** The User behind the token, RFC 7644 §3.11: "In any response, the HTTP "Location" header MUST be the permanent location". */
export function meRoutes(app: FastifyInstance, scim: Scim): void {
  const asMe =
    (answer: (me: Me, call: Call) => Promise<Answer>): Handler =>
    (call) => {
      const me = scim.me(call.request);
      call.locate(me.location);
      return answer(me, call);
    };
  route(app, '/Me', {
    GET: asMe((me, { query, preconditions }) => me.get(query, preconditions)),
    PUT: asMe((me, { request, query, preconditions }) => me.replace(bodyOf(request), query, preconditions)),
    PATCH: asMe((me, { request, query, preconditions }) => me.patch(bodyOf(request), query, preconditions)),
    DELETE: asMe((me, { preconditions }) => me.remove(preconditions)),
    POST: () => {
      throw notImplemented('/Me cannot be created: a token is bound to a person who is there. Use POST /Users.');
    },
  });
}
