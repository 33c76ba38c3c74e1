import type { FastifyInstance } from 'fastify';
import type { Discovery } from '../../application/scim/scim.ts';
import { route } from './route.ts';

/** What the service says about itself, RFC 7644 §4. */
export function discoveryRoutes(app: FastifyInstance, discovery: Discovery): void {
  route(app, '/ServiceProviderConfig', {
    GET: ({ request, query }) => ({ reply: discovery.serviceProviderConfig(request, query) }),
  });
  route(app, '/ResourceTypes', { GET: ({ request, query }) => ({ reply: discovery.resourceTypes(request, query) }) });
  route(app, '/ResourceTypes/:id', { GET: ({ request, id }) => ({ reply: discovery.resourceType(request, id) }) });
  route(app, '/Schemas', { GET: ({ request, query }) => ({ reply: discovery.schemas(request, query) }) });
  route(app, '/Schemas/:id', { GET: ({ request, id }) => ({ reply: discovery.schema(request, id) }) });
}
