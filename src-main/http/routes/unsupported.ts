import type { FastifyInstance } from 'fastify';
import { notImplemented } from '../../protocol/message/scim-error.ts';
import { route, type Handler } from './route.ts';

const refuse =
  (detail: string): Handler =>
  () => {
    throw notImplemented(detail);
  };

/** Endpoints of RFC 7644 §3.2 that Rollcall does not serve; 501 tells a client so for certain (§3.7, §3.11). */
export function unsupportedRoutes(app: FastifyInstance): void {
  const me = refuse(
    '/Me is not supported: a provisioning token stands for a service, not for a person. Use /Users/{id}.',
  );
  route(app, '/Me', { GET: me, POST: me, PUT: me, PATCH: me, DELETE: me });
  route(app, '/Bulk', {
    POST: refuse('/Bulk is not supported, as /ServiceProviderConfig says. Send single requests.'),
  });
}
