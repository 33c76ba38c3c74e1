import type { FastifyInstance } from 'fastify';
import { typeAt } from '../../application/scim/endpoint.ts';
import { readSearch } from '../../application/scim/search.ts';
import type { Scim } from '../../application/scim/scim.ts';
import { bodyOf, route, type Handler } from './route.ts';

/** Queries at the root (RFC 7644 §3.4.2.1) and queries in a body (§3.4.3). */
export function searchRoutes(app: FastifyInstance, { rootSearch, resources }: Scim): void {
  route(app, '/', { GET: ({ request, query }) => rootSearch(request, query) });
  const reads = { config: { reads: true } };
  const searchRoot: Handler = ({ request }) =>
    readSearch(request, bodyOf(request), (query) => rootSearch(request, query));
  route(app, '/.search', { POST: searchRoot }, reads);
  const searchResources: Handler = ({ request, endpoint }) => {
    const resource = resources(typeAt(endpoint, request));
    return readSearch(request, bodyOf(request), (query) => resource.list(request, query));
  };
  route(app, '/:endpoint/.search', { POST: searchResources }, reads);
}
