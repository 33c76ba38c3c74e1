import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod, RouteShorthandOptions } from 'fastify';
import type { JsonValue } from '#shared/lang/json.ts';
import type { Answer, Preconditions, Query, ScimRequest } from '../../application/scim/request.ts';
import { invalidSyntax, methodNotAllowed } from '../../protocol/message/scim-error.ts';
import type { Exchange } from '../exchange.ts';
import { parseQuery } from '../query-string.ts';
import { sendAnswer } from '../send.ts';

/** What a use case is given from the request line and its headers. */
export interface Call {
  readonly request: ScimRequest;
  /** The resource type's endpoint, without its slash, as sent. */
  readonly endpoint: string;
  readonly id: string;
  readonly query: Query;
  readonly preconditions: Preconditions;
  /** Says in whatever is answered, also in a refusal, where the resource really is. */
  readonly locate: (location: string) => void;
}

/** Throws 400 where there is none. */
export function bodyOf({ body, method }: ScimRequest): JsonValue {
  if (body === undefined) throw invalidSyntax(`The ${method} request has no body. Send one JSON object.`);
  return body;
}

/** One use case, called with what the request line and headers say. */
export type Handler = (call: Call) => Promise<Answer> | Answer;
/** By method; every other one is answered with 405. */
export type Handlers = Partial<Readonly<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>>;

/** A route runs only after admission, which opened the exchange. */
function exchangeOf(request: FastifyRequest): Exchange {
  if (request.exchange === undefined) throw new Error(`${request.url} reached its route without admission`);
  return request.exchange;
}

const queryOf = (path: string): string => {
  const start = path.indexOf('?');
  return start === -1 ? '' : path.slice(start + 1);
};

const callOf = (request: FastifyRequest, reply: FastifyReply, exchange: Exchange): Call => ({
  request: exchange.run(),
  endpoint: (request.params as { endpoint?: string }).endpoint ?? '',
  id: (request.params as { id?: string }).id ?? '',
  query: parseQuery(queryOf(exchange.request.path)),
  preconditions: { ifMatch: request.headers['if-match'], ifNoneMatch: request.headers['if-none-match'] },
  locate: (location) => void reply.header('location', location),
});

const run =
  (handler: Handler): RouteHandlerMethod =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const exchange = exchangeOf(request);
    return sendAnswer(reply, exchange, await handler(callOf(request, reply, exchange)));
  };

/** HEAD comes with GET. */
const allowOf = (handlers: Handlers): readonly string[] =>
  Object.keys(handlers).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));

/** Serves `path` below a tenant's base, with and without the version; other methods are answered with 405 and Allow. */
export function route(
  app: FastifyInstance,
  path: string,
  handlers: Handlers,
  options: Pick<RouteShorthandOptions, 'bodyLimit' | 'config'> = {},
): void {
  const allowed = allowOf(handlers);
  const others = app.supportedMethods.filter((method) => !allowed.includes(method));
  for (const url of [`/:tenant/scim/v2${path}`, `/:tenant/scim${path}`]) {
    for (const [method, handler] of Object.entries(handlers)) {
      app.route({ ...options, method, url, handler: run(handler) });
    }
    app.route({
      method: others,
      url,
      handler: (request, reply) => {
        reply.header('allow', allowed.join(', '));
        throw methodNotAllowed(`${request.method} is not possible on ${path}. It takes ${allowed.join(', ')}.`);
      },
    });
  }
}
