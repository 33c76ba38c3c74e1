import type { FastifyInstance } from 'fastify';
import type { JsonValue } from '#shared/lang/json.ts';
import type { ScimRequest } from '../../application/scim/request.ts';
import type { ResourceUseCases, Scim } from '../../application/scim/scim.ts';
import { invalidSyntax } from '../../protocol/message/scim-error.ts';
import { noEndpoint } from '../no-endpoint.ts';
import { route, type Call } from './route.ts';

function bodyOf({ body, method }: ScimRequest): JsonValue {
  if (body === undefined) throw invalidSyntax(`The ${method} request has no body. Send one JSON object.`);
  return body;
}

/** The routes of every resource type of every tenant, RFC 7644 §3.2: which type is meant, the tenant says. */
export function resourceRoutes(app: FastifyInstance, scim: Scim): void {
  const resourceOf = ({ request, endpoint }: Call): ResourceUseCases => {
    const type = request.types.find(endpoint);
    if (type === undefined || type.endpoint.slice(1).toLowerCase() !== endpoint.toLowerCase()) {
      throw noEndpoint(request);
    }
    return scim.resources(type);
  };
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
