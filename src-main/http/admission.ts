// What every request passes before its route: a tenant, a valid token, a body of a kind we read. It runs for unknown
// paths and methods too, so that an outsider learns nothing about what is served (RFC 7644 §2, §3.12).
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import type { Scim } from '../application/scim/scim.ts';
import type { ScimRequest } from '../application/scim/request.ts';
import { notFound } from '../protocol/message/scim-error.ts';
import { baseUrl } from './base-url.ts';
import { Exchange } from './exchange.ts';
import { locate } from './locate.ts';
import { requireJson } from './media-type.ts';

/** The onRequest hook: throws the ScimError that refuses the request. */
export const createAdmission =
  ({ clock, record, findTenant, authenticate }: Scim) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const startedAtMs = clock.monotonic();
    const { url = '/', headers, socket } = request.raw;
    const place = locate(url);
    if (place === undefined) {
      throw notFound(
        `Nothing is served at this path. SCIM answers at ${tenantPath('{tenant}')}, as the Tenant URL says.`,
      );
    }
    const served = await findTenant(place.slug);
    if (served === undefined) {
      throw notFound(
        `There is no tenant "${place.slug}". Copy the Tenant URL from Rollcall; its first part names the tenant.`,
      );
    }
    const { tenant, profile, types } = served;
    const scimRequest: ScimRequest = {
      tenant,
      profile,
      types,
      baseUrl: baseUrl(headers.host, headers['x-forwarded-proto'], tenant.slug),
      method: request.method,
      path: place.path,
      receivedAt: clock.now(),
      startedAtMs,
      clientAddress: socket.remoteAddress ?? '',
      userAgent: headers['user-agent'],
    };
    const exchange = new Exchange(scimRequest, reply.raw, record);
    request.exchange = exchange;
    const authentication = await authenticate(
      tenant.id,
      headers.authorization,
      scimRequest.clientAddress,
      scimRequest.receivedAt,
    );
    if (authentication.ok) {
      scimRequest.tokenId = authentication.tokenId;
      if (authentication.userId !== undefined) scimRequest.userId = authentication.userId;
      requireJson(headers);
      return;
    }
    if (!authentication.recorded) exchange.forget();
    if (authentication.challenge !== undefined) reply.header('www-authenticate', authentication.challenge);
    if (authentication.retryAfterSeconds !== undefined) {
      reply.header('retry-after', String(authentication.retryAfterSeconds));
    }
    throw authentication.error;
  };
