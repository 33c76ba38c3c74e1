// A SCIM client that sends exactly what it is told and nothing else: no Accept, no User-Agent, no Content-Type of its
// own, and a path that no URL parser has tidied up.
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { JsonValue } from '#shared/lang/json.ts';
import { isElsewhere, type Answer } from './conversation.ts';

export interface Request {
  readonly method: string;
  /** Below the Tenant URL, or a whole URL. */
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

function readAnswer(incoming: IncomingMessage): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('error', reject);
    incoming.once('end', () => {
      const text = Buffer.concat(chunks).toString();
      const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
      resolve({
        status: incoming.statusCode ?? 0,
        headers: Object.fromEntries(headers) as Record<string, string>,
        text,
        json: parsed(text),
      });
    });
  });
}

/** The service closed the connection before it had the whole request, so it has done nothing yet. */
class Unsent extends Error {
  override readonly name = 'Unsent';
}

const closedCodes: readonly unknown[] = ['ECONNRESET', 'EPIPE'];

/** How often a request is sent that the service did not read. */
const attempts = 3;

/** @param baseUrl the Tenant URL, with or without a slash at its end */
export function openClient(baseUrl: string, { timeoutMs = 30_000, insecureTls = false }: ClientOptions = {}): Client {
  const base = new URL(baseUrl.replace(/\/+$/, ''));
  const isSecure = base.protocol === 'https:';
  const request = isSecure ? requestHttps : requestHttp;
  const agent = isSecure
    ? new HttpsAgent({ keepAlive: true, rejectUnauthorized: !insecureTls })
    : new HttpAgent({ keepAlive: true });
  const root = base.pathname.replace(/\/+$/, '');

  const below = (path: string) => ({
    agent,
    hostname: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port,
    path: root + path,
  });

  const sendOnce = ({ method, path, headers, body }: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = { method, headers: { ...headers, ...length }, signal: AbortSignal.timeout(timeoutMs) };
      const outgoing = isElsewhere(path)
        ? (path.startsWith('https:') ? requestHttps : requestHttp)(path, {
            ...options,
            rejectUnauthorized: !insecureTls,
          })
        : request({ ...options, ...below(path) });
      outgoing.once('response', (incoming) => resolve(readAnswer(incoming)));
      outgoing.once('error', (error) => {
        const isClosed = 'code' in error && closedCodes.includes(error.code);
        const isUnread = outgoing.reusedSocket || !outgoing.writableFinished;
        reject(isClosed && isUnread ? new Unsent(error.message, { cause: error }) : error);
      });
      outgoing.end(body);
    });

  const send = async (sent: Request, attempt = 1): Promise<Answer> => {
    try {
      return await sendOnce(sent);
    } catch (error) {
      if (!(error instanceof Unsent) || attempt === attempts) throw error;
      return send(sent, attempt + 1);
    }
  };

  return { baseUrl: base.href.replace(/\/+$/, ''), send, close: () => agent.destroy() };
}
