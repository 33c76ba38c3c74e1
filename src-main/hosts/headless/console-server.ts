// The console in a browser: the built pages, `POST /api/<method>` and `GET /api/events`, on a loopback listener of their
// own that no tunnel is given.
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sessionHeader, signInHeader, viaHeader } from '#shared/console-api/http.ts';
import type { ConsoleError, ConsoleErrorCode } from '#shared/console-api/result.ts';
import { limits } from '#shared/scim/limits.ts';
import type { CallOrigin } from '../../application/console/call.ts';
import type { Core } from '../../application/core.ts';
import { consolePageHeaders } from '../content-security-policy.ts';
import type { RendererFile } from '../renderer-files.ts';
import { createConsoleGuard, type ConsoleGuard, type Refusal } from './console-guard.ts';
import { createEventStreams } from './event-stream.ts';

export interface ConsoleServer {
  /** Origin, without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ConsoleServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** The secret every API call must carry. */
  readonly session: string;
  readonly files: ReadonlyMap<string, RendererFile>;
}

const answerError = (reply: FastifyReply, status: number, code: ConsoleErrorCode, detail: string): FastifyReply =>
  reply.code(status).send({ ok: false, error: { code, detail } satisfies ConsoleError });

const answerRefusal = (reply: FastifyReply, { status, detail }: Refusal): FastifyReply =>
  answerError(reply, status, 'unauthorized', detail);

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? url;

/** Whoever has the session of this start may say that it is the command line: that is only for the audit log. */
function originOf({ headers }: FastifyRequest): CallOrigin {
  const { [signInHeader]: signIn, [viaHeader]: via } = headers;
  return { via: via === 'cli' ? 'cli' : 'browser', ...(typeof signIn === 'string' ? { signIn } : {}) };
}

function serveFiles(server: FastifyInstance, files: ReadonlyMap<string, RendererFile>): void {
  server.get('/*', async (request, reply) => {
    const file = files.get(pathOf(request));
    if (file === undefined) {
      return answerError(reply, 404, 'not-found', `The console has no page ${pathOf(request)}. Its start page is /.`);
    }
    const caching = file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache';
    return reply
      .header('content-type', file.type)
      .header('cache-control', caching)
      .send(await file.read());
  });
}

function serveApi(server: FastifyInstance, core: Core, guard: () => ConsoleGuard): () => void {
  const streams = createEventStreams(core);
  server.register(
    async (api) => {
      api.addHook('onRequest', (request, reply, proceed) => {
        const refusal = guard().refuseCaller(request.headers[sessionHeader]);
        if (refusal === undefined) proceed();
        else answerRefusal(reply, refusal);
      });
      api.get('/events', (request, reply) => {
        reply.hijack();
        streams.open(reply.raw, consolePageHeaders, originOf(request));
      });
      // The transport worked when the method was asked: how it went is in the ConsoleResult, not in the status.
      api.post<{ Params: { method: string } }>('/:method', async (request, reply) =>
        reply
          .header('cache-control', 'no-store')
          .send(await core.call(request.params.method, request.body, originOf(request))),
      );
      api.all('/*', async (request, reply) =>
        answerError(
          reply,
          404,
          'unknown-method',
          `${request.method} ${pathOf(request)} is no call of the console. Methods are called with POST /api/<method>.`,
        ),
      );
    },
    { prefix: '/api' },
  );
  return () => streams.close();
}

/** What Fastify refuses before a handler runs: a body that is too large, no JSON or of another type. */
function answerFaultyRequests(server: FastifyInstance): void {
  server.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    return status < 500
      ? answerError(reply, status, 'invalid-input', error.message)
      : answerError(reply, status, 'internal', 'The console could not answer because of a fault in Rollcall.');
  });
}

/** Listens and resolves once the port accepts; rejects with the system's error when it cannot. */
export async function openConsoleServer(core: Core, options: ConsoleServerOptions): Promise<ConsoleServer> {
  let guard = createConsoleGuard(options.port, options.session);
  const server = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: 30_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16 * 1024 },
    forceCloseConnections: 'idle',
  });
  server.removeContentTypeParser('text/plain'); // what a page may send without the browser asking first
  server.addHook('onRequest', (request, reply, proceed) => {
    reply.headers(consolePageHeaders);
    const refusal = guard.refuse(request.headers);
    if (refusal === undefined) proceed();
    else answerRefusal(reply, refusal);
  });
  answerFaultyRequests(server);
  const endStreams = serveApi(server, core, () => guard);
  serveFiles(server, options.files);
  await server.listen({ host: options.host, port: options.port });
  const { port } = server.server.address() as AddressInfo;
  guard = createConsoleGuard(port, options.session);
  return {
    url: `http://${options.host}:${port}`,
    close: async () => {
      endStreams();
      await server.close();
    },
  };
}
