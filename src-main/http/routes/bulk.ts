import type { FastifyInstance } from 'fastify';
import { limits } from '#shared/scim/limits.ts';
import type { Scim } from '../../application/scim/scim.ts';
import { bodyOf, route } from './route.ts';

/** Several operations in one request, RFC 7644 §3.7. */
export const bulkRoutes = (app: FastifyInstance, { bulk }: Scim): void =>
  route(app, '/Bulk', { POST: ({ request }) => bulk(request, bodyOf(request)) }, { bodyLimit: limits.bulkBytes });
