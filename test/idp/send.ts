// A SCIM client that sends exactly what it is told and nothing else: no Accept, no User-Agent, no Content-Type of its
// own, and a path that no URL parser has tidied up.
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { JsonValue } from '#shared/lang/json.ts';
import type { Answer } from './conversation.ts';

export interface Request {
  readonly method: string;
  /** Below the Tenant URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Client {
  readonly baseUrl: string;
  send(request: Request): Promise<Answer>;
  close(): void;
}

export interface ClientOptions {
  /** Milliseconds until a request is given up. */
  readonly timeoutMs?: number;
  /** Takes any certificate. */
  readonly insecureTls?: boolean;
}

function parsed(text: string): JsonValue | undefined {
  if (text === '') return {};
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** @param baseUrl the Tenant URL, with or without a slash at its end */
export function openClient(baseUrl: string, { timeoutMs = 30_000, insecureTls = false }: ClientOptions = {}): Client {
  const base = new URL(baseUrl.replace(/\/+$/, ''));
  const isSecure = base.protocol === 'https:';
  const request = isSecure ? requestHttps : requestHttp;
  const agent = isSecure
    ? new HttpsAgent({ keepAlive: true, rejectUnauthorized: !insecureTls })
    : new HttpAgent({ keepAlive: true });
  const root = base.pathname.replace(/\/+$/, '');

  const send = ({ method, path, headers, body }: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent,
          method,
          hostname: base.hostname.replace(/^\[|\]$/g, ''),
          port: base.port,
          path: root + path,
          headers: {
            ...headers,
            ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
          },
          signal: AbortSignal.timeout(timeoutMs),
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () => {
            const text = Buffer.concat(chunks).toString();
            const received = Object.entries(incoming.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join(', ') : (value ?? ''),
            ]);
            resolve({
              status: incoming.statusCode ?? 0,
              headers: Object.fromEntries(received) as Record<string, string>,
              text,
              json: parsed(text),
            });
          });
        },
      );
      outgoing.once('error', (error) => {
        // The service closed a connection that was kept open, at the moment in which it was used again.
        const isStale = outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
        if (isStale) resolve(send({ method, path, headers, body }));
        else reject(error);
      });
      outgoing.end(body);
    });

  return { baseUrl: base.href.replace(/\/+$/, ''), send, close: () => agent.destroy() };
}
