// A tenant's OAuth endpoints on the SCIM listener: the token endpoint (RFC 6749 §3.2) and its metadata (RFC 8414 §3). They ask
// for no bearer token and speak OAuth's errors, so they live in a room of their own beside SCIM's hooks and parsers.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidClient, invalidRequest, OAuthError } from '../../application/credentials/oauth/oauth-error.ts';
import type { OAuth } from '../../application/credentials/oauth/oauth.ts';
import type { Core } from '../../application/core.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import { originOf } from '../base-url.ts';
import type { SenderOf } from '../client-address.ts';
import { OAuthExchange, sendOAuth, sendOAuthError, toOAuthError } from '../oauth-answer.ts';

/** A form with an assertion of 8 KiB, percent-encoded, fits. */
const formBytes = 16 * 1024;

const slugOf = (url: string): string | undefined =>
  (/^\/+([^/?#]{1,64})\/+oauth2(?=[/?#]|$)/i.exec(url) ??
    /^\/+\.well-known\/+oauth-authorization-server\/+([^/?#]{1,64})\/+oauth2\/*(?=[?#]|$)/i.exec(
      url,
    ))?.[1]?.toLowerCase();

/** Whether a URL is below a tenant's OAuth endpoints. */
export const isOAuth = (url: string): boolean => slugOf(url) !== undefined;

/** Below the tenant, without the query: a secret that was put there is not kept. */
const pathOf = (url: string): string => {
  const [path = ''] = url.split(/[?#]/, 1);
  return path.replace(/^\/+[^/]+(?=\/+oauth2)/i, '') || path;
};

const nothingHere = (): OAuthError =>
  new OAuthError(
    404,
    'invalid_request',
    'Nothing is served at this path. The token endpoint is /{tenant}/oauth2/token, as Rollcall shows it under Credentials.',
  );

const tenants = new WeakMap<FastifyRequest, Tenant>();

function tenantOf(request: FastifyRequest): Tenant {
  const tenant = tenants.get(request);
  if (tenant === undefined) throw new Error(`${request.url} reached its route without a tenant`);
  return tenant;
}

/** As the client knows this server. */
function originFor({ headers }: FastifyRequest): string {
  const origin = originOf(headers.host, headers['x-forwarded-proto']);
  if (origin === undefined) throw invalidRequest('The Host header is no host name with an optional port.');
  return origin;
}

const refuseMethod = (allow: string) => (): never => {
  throw new OAuthError(405, 'invalid_request', `This endpoint takes ${allow}.`, { allow });
};

const sendMetadata =
  (oauth: OAuth) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    sendOAuth(reply, await oauth.metadata(tenantOf(request), originFor(request)));

export function oauthRoutes(
  app: FastifyInstance,
  { scim: { oauth, findTenant, clock, answerFault }, tunnel }: Pick<Core, 'scim' | 'tunnel'>,
  senderOf: SenderOf,
): void {
  void app.register((room, _options, done) => {
    room.addHook('onRequest', async (request, reply) => {
      const startedAtMs = clock.monotonic();
      const { url = '/', headers } = request.raw;
      const slug = slugOf(url);
      const served = slug === undefined ? undefined : await findTenant(slug);
      if (served === undefined) throw nothingHere();
      tenants.set(request, served.tenant);
      const sender = senderOf(request.raw);
      request.oauthExchange = new OAuthExchange(
        {
          tenantId: served.tenant.id,
          method: request.method,
          path: pathOf(url),
          receivedAt: clock.now(),
          startedAtMs,
          clientAddress: sender.address,
          userAgent: headers['user-agent'],
        },
        reply,
        oauth.record,
      );
      const barrier = tunnel?.barrierTo(sender);
      if (barrier !== undefined) throw invalidClient([barrier]);
      const encoding = headers['content-encoding'];
      if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
        throw new OAuthError(
          415,
          'invalid_request',
          `The form was sent with Content-Encoding ${encoding}. Send it as it is.`,
        );
      }
    });
    room.setErrorHandler((error, request, reply) => {
      const refused = sendOAuthError(reply, toOAuthError(error, request, answerFault), oauth.limited);
      const tenant = tenants.get(request);
      if (tenant !== undefined) tunnel?.refused(tenant.id, senderOf(request.raw), reply.statusCode);
      return refused;
    });
    room.removeAllContentTypeParsers();
    room.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, parsed) =>
      parsed(null, text),
    );

    /** Serves `url` with one method; others are answered with 405. */
    const serve = (
      url: string,
      method: 'GET' | 'POST',
      handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
    ): void => {
      const allowed = method === 'GET' ? ['GET', 'HEAD'] : [method];
      room.route({ method, url, bodyLimit: formBytes, handler });
      room.route({
        method: room.supportedMethods.filter((name) => !allowed.includes(name)),
        url,
        bodyLimit: formBytes,
        handler: refuseMethod(allowed.join(', ')),
      });
    };

    serve('/:tenant/oauth2/token', 'POST', async (request, reply) => {
      const { body, notes, clientId } = await oauth.issue({
        tenant: tenantOf(request),
        authorization: request.headers.authorization,
        form: typeof request.body === 'string' ? request.body : '',
        address: senderOf(request.raw).address,
        userAgent: request.headers['user-agent'],
        now: request.oauthExchange?.request.receivedAt ?? clock.now(),
      });
      return sendOAuth(reply, body, { clientId, notes });
    });
    // RFC 8414 §3: the well-known part goes between the host and the issuer's path. Behind the issuer is where clients look
    // that build its address as OpenID Connect does.
    serve('/.well-known/oauth-authorization-server/:tenant/oauth2', 'GET', sendMetadata(oauth));
    serve('/:tenant/oauth2/.well-known/oauth-authorization-server', 'GET', sendMetadata(oauth));
    for (const url of ['/:tenant/oauth2', '/:tenant/oauth2/*']) {
      room.all(url, { bodyLimit: formBytes }, () => {
        throw nothingHere();
      });
    }
    done();
  });
}
