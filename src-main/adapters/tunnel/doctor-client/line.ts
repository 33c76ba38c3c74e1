import { randomBytes } from 'node:crypto';
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { ticketHeader } from '#shared/tunnel/doctor-echo.ts';
import type { DoctorAnswer, DoctorLine, DoctorRequest, NoAnswer } from '../../../application/ports/doctor-client.ts';
import { probeHeader, probeReplyHeader, type ProbeKey } from '../../../application/ports/tunnel-probe.ts';
import { readArrived, unpacked } from './arrived.ts';

/** Of a body, as much as is looked at: an echo has a tenth of it. */
const textBytes = 64 * 1024;

export interface LineOptions {
  readonly key: ProbeKey;
  readonly timeLimitMs: number;
  /** PEM of the authorities that are trusted instead of the public ones. */
  readonly ca: string | undefined;
}

async function readStart(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= textBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, textBytes);
}

interface Credential {
  readonly headers: Readonly<Record<string, string>>;
  readonly nonce: string;
}

function credentialOf(key: ProbeKey, as: DoctorRequest['as']): Credential {
  if (as === 'echo') {
    const ticket = key.ticket();
    return { headers: { [ticketHeader]: ticket }, nonce: key.nonceOf(ticket) ?? '' };
  }
  const nonce = randomBytes(16).toString('base64url');
  return { headers: { [probeHeader]: nonce }, nonce };
}

const oneText = (value: string | readonly string[]): string => (typeof value === 'string' ? value : value.join(', '));

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, oneText(value)]])),
  );

/** Node's code, or the time limit's: an abort by the limit comes wrapped. */
function noAnswer(fault: unknown, ms: number): NoAnswer {
  const { name, code, message, cause } = fault as NodeJS.ErrnoException;
  const isLate =
    name === 'TimeoutError' || (name === 'AbortError' && (cause as Error | undefined)?.name === 'TimeoutError');
  return { kind: 'none', code: isLate ? 'TIMEOUT' : (code ?? name), message, ms };
}

export function openLine(origin: string, { key, timeLimitMs, ca }: LineOptions): DoctorLine {
  const { protocol, hostname, port } = new URL(origin);
  const isPlain = protocol === 'http:';
  const kept = { keepAlive: true, maxSockets: 32 };
  const agent = isPlain
    ? new HttpAgent(kept)
    : // The certificate is a check of its own; the others are to find what else is wrong.
      new HttpsAgent({ ...kept, rejectUnauthorized: false, ...(ca === undefined ? {} : { ca }) });

  const begin = (request: DoctorRequest, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> => {
    const { method, path, body } = request;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const outgoing = (isPlain ? requestHttp : requestHttps)(
      {
        // Node takes an IPv6 address without its brackets.
        hostname: hostname.replaceAll(/[[\]]/g, ''),
        ...(port === '' ? {} : { port }),
        method,
        path,
        agent,
        headers: {
          ...request.headers,
          ...headers,
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
        signal: AbortSignal.timeout(timeLimitMs),
      },
      resolve,
    );
    outgoing.once('error', reject);
    outgoing.end(body);
    return promise;
  };

  return {
    async send(request) {
      const startedAt = performance.now();
      const elapsed = (): number => performance.now() - startedAt;
      const { headers: credential, nonce } = credentialOf(key, request.as);
      try {
        const message = await begin(request, credential);
        const receivedAt = Date.now();
        const headers = headersOf(message);
        const text = unpacked(await readStart(message), headers['content-encoding']);
        const reply = headers[probeReplyHeader];
        const isThis = reply === key.reply(nonce);
        return {
          kind: 'answer',
          status: message.statusCode ?? 0,
          headers,
          text,
          ms: elapsed(),
          receivedAt,
          from: isThis ? 'this' : reply === undefined ? 'unknown' : 'other',
          arrived: isThis && request.as === 'echo' ? readArrived(text, request) : undefined,
        } satisfies DoctorAnswer;
      } catch (fault) {
        return noAnswer(fault, elapsed());
      }
    },
    close: () => agent.destroy(),
  };
}
