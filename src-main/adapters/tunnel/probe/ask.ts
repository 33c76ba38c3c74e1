import type { IncomingHttpHeaders, RequestOptions } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What came back to a request: its head, and the start of its body for naming what answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly start: string;
  /** Until the headers, in milliseconds. */
  readonly ms: number;
}

/** Enough of a page to find its title. */
const startBytes = 4_096;

/**
 * One GET over a connection of its own, because one kept open would hide a changed DNS or a restarted tunnel. Follows no
 * redirect. Rejects with Node's error, or the signal's reason.
 */
export function ask(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer> {
  const startedAt = performance.now();
  const options: RequestOptions = { agent: false, headers: { ...headers, connection: 'close' }, signal };
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = (url.protocol === 'http:' ? requestHttp : requestHttps)(url, options, (response) => {
    const ms = Math.round(performance.now() - startedAt);
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (): void => {
      const start = Buffer.concat(chunks).toString('utf8', 0, startBytes);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, start, ms });
      response.destroy();
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= startBytes) finish();
    });
    response.once('end', finish);
    // The head came, and the head decides: a body that breaks off changes nothing.
    response.once('error', finish);
  });
  request.once('error', reject);
  request.end();
  return promise;
}
