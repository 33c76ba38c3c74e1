import type { FastifyInstance } from 'fastify';
import type { JsonValue } from '#shared/lang/json.ts';
import type { ResourceUseCases } from '../../application/scim/scim.ts';
import type { ScimRequest } from '../../application/scim/request.ts';
import { invalidSyntax } from '../../protocol/message/scim-error.ts';
import { route } from './route.ts';

function bodyOf({ body, method }: ScimRequest): JsonValue {
  if (body === undefined) throw invalidSyntax(`The ${method} request has no body. Send one JSON object.`);
  return body;
}

/** The routes of one resource type, RFC 7644 §3.2. */
export function resourceRoutes(app: FastifyInstance, resource: ResourceUseCases): void {
  route(app, resource.endpoint, {
    GET: ({ request, query }) => resource.list(request, query),
    POST: ({ request, query }) => resource.create(request, bodyOf(request), query),
  });
  route(app, `${resource.endpoint}/:id`, {
    GET: ({ request, id, query, preconditions }) => resource.get(request, id, query, preconditions),
    PUT: ({ request, id, query, preconditions }) =>
      resource.replace(request, id, bodyOf(request), query, preconditions),
    PATCH: ({ request, id, query, preconditions }) =>
      resource.patch(request, id, bodyOf(request), query, preconditions),
    DELETE: ({ request, id, preconditions }) => resource.remove(request, id, preconditions),
  });
}
