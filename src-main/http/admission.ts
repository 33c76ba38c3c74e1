// What every request passes before its route: a tenant, a valid token, a body of a kind we read. It runs for unknown
// paths and methods too, so that an outsider learns nothing about what is served (RFC 7644 §2, §3.12).
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import type { Core } from '../application/core.ts';
import type { Scim } from '../application/scim/scim.ts';
import type { ScimRequest } from '../application/scim/request.ts';
import { notFound } from '../protocol/message/scim-error.ts';
import { baseUrl } from './base-url.ts';
import type { SenderOf } from './client-address.ts';
import { Exchange } from './exchange.ts';
import { locate } from './locate.ts';
import { requireJson } from './media-type.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route changes nothing, whatever its method. */
    reads?: boolean;
  }
}

/** The route decides, not the text of the path: a query in a body is a POST, too (RFC 7644 §3.4.3). */
const mayWrite = ({ method, routeOptions }: FastifyRequest): boolean =>
  method !== 'GET' && method !== 'HEAD' && routeOptions.config?.reads !== true;

/** The onRequest hook: throws the ScimError that refuses the request. */
export const createAdmission =
  ({ clock, record, findTenant, authenticate }: Scim, senderOf: SenderOf, tunnel: Core['tunnel']) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const startedAtMs = clock.monotonic();
    const { url = '/', headers } = request.raw;
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
    const sender = senderOf(request.raw);
    const scimRequest: ScimRequest = {
      tenant,
      profile,
      types,
      baseUrl: baseUrl(headers.host, headers['x-forwarded-proto'], tenant.slug),
      method: request.method,
      path: place.path,
      receivedAt: clock.now(),
      startedAtMs,
      clientAddress: sender.address,
      userAgent: headers['user-agent'],
    };
    const exchange = new Exchange(scimRequest, reply.raw, record);
    request.exchange = exchange;
    const answer = await authenticate({
      tenant,
      authorization: headers.authorization,
      address: sender.address,
      barrier: tunnel?.barrierTo(sender),
      userAgent: scimRequest.userAgent,
      writes: mayWrite(request),
      now: scimRequest.receivedAt,
    });
    if (answer.credentialId !== undefined) scimRequest.credentialId = answer.credentialId;
    if (answer.ok) {
      if (answer.userId !== undefined) scimRequest.userId = answer.userId;
      requireJson(headers);
      return;
    }
    scimRequest.authentication = answer.checks;
    tunnel?.refused(tenant.id, sender, answer.error.status);
    if (!answer.recorded) {
      exchange.forget();
      // A flood waits its turn: who came with it and has a valid token is answered first.
      await nextTurn();
    }
    if (answer.challenge !== undefined) reply.header('www-authenticate', answer.challenge);
    if (answer.retryAfterSeconds !== undefined) reply.header('retry-after', String(answer.retryAfterSeconds));
    throw answer.error;
  };
