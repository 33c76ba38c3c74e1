// The public listener: SCIM and nothing else. It is what a tunnel exposes, so every limit is set here from the start,
// and the console has no route on it.
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { limits as scimLimits } from '#shared/scim/limits.ts';
import type { Core } from '../application/core.ts';
import type { ProbeKey } from '../application/ports/tunnel-probe.ts';
import type { TunnelTarget } from '../application/ports/tunnel.ts';
import { noEndpoint } from '../application/scim/endpoint.ts';
import { errorBody, ScimError } from '../protocol/message/scim-error.ts';
import { createAdmission } from './admission.ts';
import { createSenderOf } from './client-address.ts';
import { answerDoctor } from './doctor-echo.ts';
import { createErrorHandler } from './errors.ts';
import { parseJsonBody } from './json-body.ts';
import { closeLingering, isStillComing, lingerAfter, type LingerLimits } from './lingering-close.ts';
import { urlCharacters } from './locate.ts';
import { answerProbe } from './probe.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { meRoutes } from './routes/me.ts';
import { isOAuth, oauthRoutes } from './routes/oauth.ts';
import { resourceRoutes } from './routes/resources.ts';
import { searchRoutes } from './routes/search.ts';
import { beforeSending, scimJson, sendError, sendUnroutedError } from './send.ts';

/** What one client may cost; all times in milliseconds. */
export interface EdgeLimits extends LingerLimits {
  /** For the headers of a request to arrive. Node's own default lets a slow client hold a socket for a minute. */
  readonly headersTimeoutMs: number;
  /** For a whole request to arrive. Fastify's default is none. */
  readonly requestTimeoutMs: number;
  /** How often both are looked at. */
  readonly checkIntervalMs: number;
  /** How long requests in flight may take once the listener closes. */
  readonly closeGraceMs: number;
  readonly connections: number;
}

/** Generous to identity providers, which send a request within a second. */
const edgeLimits: EdgeLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  checkIntervalMs: 5_000,
  closeGraceMs: 1_500,
  lingerMs: 10_000,
  lingerBytes: 16 * 1024 * 1024,
  connections: 1_000,
};

/** Where to listen. */
export interface ScimServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly limits?: Partial<EdgeLimits>;
  /** Without it a tunnel's probes are requests like all others. */
  readonly probeKey?: ProbeKey;
}

/** A listener that accepts. */
export interface ScimServer {
  /** `http://127.0.0.1:7644`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** The address to hand to a tunnel: of this listener and no other. Null where it does not listen on 127.0.0.1. */
  readonly tunnelTarget: TunnelTarget | null;
  /** Stops accepting, lets requests in flight finish within the grace, drops idle connections at once. */
  close(): Promise<void>;
}

/** Longest id in a path; ids of ours are UUIDs, but a client may ask for anything. */
const idCharacters = 256;

const unparsed = {};

/** What Node's parser refused never became a request: the answer is written by hand, in SCIM's form. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket, bounds: LingerLimits): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusals: Record<string, ScimError> = {
    ERR_HTTP_REQUEST_TIMEOUT: new ScimError(
      408,
      undefined,
      'The request did not arrive in time. Send it without pauses.',
    ),
    HPE_HEADER_OVERFLOW: new ScimError(431, undefined, 'The headers or the URL are too long. Shorten the filter.'),
  };
  const refusal =
    refusals[error.code ?? ''] ??
    new ScimError(400, undefined, 'This is not an HTTP request. Send HTTP/1.1 to this port.');
  const body = JSON.stringify(errorBody(refusal));
  socket.write(
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\nContent-Type: ${scimJson}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  // Whoever took too long to send has had the time to linger in.
  if (refusal.status === 408) socket.destroySoon();
  else closeLingering(socket, bounds);
}

function createApp(core: Core, limits: EdgeLimits, probeKey: ProbeKey | undefined): FastifyInstance {
  const onError = createErrorHandler(core.scim.answerFault, sendError);
  const onUnrouted = createErrorHandler(core.scim.answerFault, sendUnroutedError);
  const senderOf = createSenderOf(core);
  const admit = createAdmission(core.scim, senderOf, core.tunnel);
  // The router refuses some URLs before any hook has run; these requests are admitted and recorded like all others.
  const refuseUnrouted = async (fault: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const refusal: unknown = await admit(request, reply).then(
      () => fault,
      (refused: unknown) => refused,
    );
    // No hook runs for it either.
    if (isStillComing(request.raw)) lingerAfter(request.raw, reply, limits);
    onUnrouted(refusal, request, reply);
  };
  const app = Fastify({
    logger: false,
    bodyLimit: scimLimits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    http: {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
      maxHeaderSize: urlCharacters + 16 * 1024,
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => refuseConnection(error, socket, limits),
    frameworkErrors: (fault, request, reply) => void refuseUnrouted(fault, request, reply),
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: idCharacters,
      // The router would parse it before admission, and an error there has no one to catch it.
      querystringParser: () => unparsed,
    },
  });
  app.server.maxConnections = limits.connections;
  app.decorateRequest('exchange', undefined);
  app.decorateRequest('oauthExchange', undefined);
  app.setErrorHandler(onError);
  if (probeKey !== undefined) {
    app.addHook('onRequest', answerProbe(probeKey));
    app.addHook('onRequest', answerDoctor(probeKey, { senderOf, tunnel: core.tunnel }));
  }
  // The token endpoint is where a bearer token comes from: it asks for none.
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 || !isOAuth(request.raw.url ?? '/')) await admit(request, reply);
  });
  app.addHook('onSend', beforeSending(limits));
  app.setNotFoundHandler((request) => {
    if (request.exchange === undefined) throw new Error(`${request.url} was looked for without admission`);
    throw noEndpoint(request.exchange.request);
  });

  app.removeAllContentTypeParsers();
  // Admission refused every other media type before a byte was read; here '*' also takes a body without a type.
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, text, done) => {
    const scimRequest = request.exchange?.request;
    if (scimRequest === undefined || text.length === 0) return done(null, undefined);
    scimRequest.bodyText = text.toString();
    scimRequest.body = parseJsonBody(scimRequest.bodyText);
    done(null, undefined);
  });

  resourceRoutes(app, core.scim);
  discoveryRoutes(app, core.scim.discovery);
  searchRoutes(app, core.scim);
  meRoutes(app, core.scim);
  bulkRoutes(app, core.scim);
  oauthRoutes(app, core, senderOf);
  return app;
}

/** Listens and serves the core. Rejects with Node's own error when the address cannot be had. */
export async function createScimServer(core: Core, options: ScimServerOptions): Promise<ScimServer> {
  const limits = { ...edgeLimits, ...options.limits };
  const app = createApp(core, limits, options.probeKey);
  const url = await app.listen({ host: options.host, port: options.port });
  const port = Number(new URL(url).port);
  return {
    url,
    port,
    tunnelTarget: options.host === '127.0.0.1' ? ({ host: options.host, port } as TunnelTarget) : null,
    async close() {
      const grace = setTimeout(() => app.server.closeAllConnections(), limits.closeGraceMs);
      await app.close();
      clearTimeout(grace);
    },
  };
}
