import type { FastifyInstance } from 'fastify';
import { typeAt } from '../../application/scim/endpoint.ts';
import type { ResourceUseCases, Scim } from '../../application/scim/scim.ts';
import { bodyOf, route, type Call } from './route.ts';

/** The routes of every resource type of every tenant, RFC 7644 §3.2: which type is meant, the tenant says. */
export function resourceRoutes(app: FastifyInstance, scim: Scim): void {
  const resourceOf = ({ request, endpoint }: Call): ResourceUseCases => scim.resources(typeAt(endpoint, request));
  route(app, '/:endpoint', {
    GET: (call) => resourceOf(call).list(call.request, call.query),
    POST: (call) => resourceOf(call).create(call.request, bodyOf(call.request), call.query),
  });
  route(app, '/:endpoint/:id', {
    GET: (call) => resourceOf(call).get(call.request, call.id, call.query, call.preconditions),
    PUT: (call) =>
      resourceOf(call).replace(call.request, call.id, bodyOf(call.request), call.query, call.preconditions),
    PATCH: (call) =>
      resourceOf(call).patch(call.request, call.id, bodyOf(call.request), call.query, call.preconditions),
    DELETE: (call) => resourceOf(call).remove(call.request, call.id, call.preconditions),
  });
}
