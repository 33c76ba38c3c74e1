// Names what came instead of the probe's reply, by what an admin can do about it.
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import type { Answer } from './ask.ts';

const failed = (message: string, action: string): TunnelError => ({
  code: 'PROBE_FAILED',
  message,
  action,
  retryable: true,
});

const offline = (message: string): TunnelError => ({
  code: 'OFFLINE',
  message,
  action: "Check this machine's internet connection. Rollcall looks again by itself.",
  retryable: true,
});

const titleOf = (page: string): string | undefined =>
  /<title[^>]*>([^<]{1,200})/i.exec(page)?.[1]?.replaceAll(/\s+/g, ' ').trim();

const isPage = ({ headers, start }: Answer): boolean =>
  headers['content-type']?.includes('html') === true || /^\s*<(?:!doctype|html)/i.test(start);

/** The gateway says itself that it reaches nobody: 502 to 504, Cloudflare's own 52x and 530, ngrok's offline page. */
const isUnreached = ({ status, headers }: Answer): boolean =>
  (status >= 502 && status <= 504) ||
  (status >= 520 && status <= 530) ||
  headers['ngrok-error-code'] === 'ERR_NGROK_3200';

/** The answer of something that is not this Rollcall. `reply` is what it put in the probe's header, if anything. */
export function explainAnswer(answer: Answer, reply: string | undefined): TunnelError {
  const { status, headers, start } = answer;
  if (reply !== undefined) {
    return failed(
      'Another Rollcall answers at the public URL, not this one.',
      'Stop the other one, or give this one a name of its own. After a restart of Rollcall it may take a moment.',
    );
  }
  if (status >= 300 && status < 400) {
    return failed(
      `The public URL answers ${status} and sends elsewhere: ${headers.location ?? 'without saying where'}.`,
      'Entra follows no redirect. A page for signing in to this network does this, and a proxy that insists on another name.',
    );
  }
  if (status === 404 && start.includes('SCIM answers at')) {
    return failed(
      'A Rollcall answers at the public URL, and says that the path it was asked for is none of a tenant.',
      'Let the proxy pass the path on as it came, with the name of the tenant in front. The doctor tells how it arrives.',
    );
  }
  if (isUnreached(answer)) {
    return failed(
      `The public URL answers ${status}: the name is reached, but no tunnel of this Rollcall is behind it.`,
      'If it stays so, look for another tunnel or a reverse proxy with this name whose target does not answer.',
    );
  }
  if (isPage(answer)) {
    const title = titleOf(start);
    return failed(
      `The public URL answers ${status} with a web page${title === undefined ? '' : `, "${title}"`}, not with Rollcall.`,
      "Open the URL in a browser: a network's sign-in page, a warning page or another web server is in the way.",
    );
  }
  return failed(
    `The public URL answers ${status} without the reply of this Rollcall: another server answers, or a proxy removes headers.`,
    'Check where the name leads, and that nothing on the way removes the headers x-probe and x-probe-reply.',
  );
}

const offlineCodes = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH']);
const certificateCode = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

const explained: Readonly<Record<string, (host: string) => TunnelError>> = {
  ENOTFOUND: (host) =>
    failed(
      `The name ${host} is not known to the DNS.`,
      'A new name takes up to a minute. If it stays unknown, check its spelling and its DNS record.',
    ),
  ECONNREFUSED: (host) =>
    failed(`${host} refuses the connection.`, 'Check that the server at this name runs and that its port is open.'),
  ECONNRESET: (host) =>
    failed(
      `${host} broke off the connection.`,
      'A firewall, or a proxy whose target does not answer, does this. Check the server at this name.',
    ),
  EPROTO: (host) =>
    failed(`${host} does not speak TLS at this port.`, 'Check the port and the TLS settings of the server.'),
};

/** No answer at all. */
export function explainFault(fault: unknown, { hostname }: URL, timeLimitMs: number): TunnelError {
  const { name, code = '', message } = fault as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return failed(
      `The public URL did not answer within ${timeLimitMs / 1_000} seconds.`,
      'Check whether the tunnel still runs and whether a firewall on the way drops the connection.',
    );
  }
  if (offlineCodes.has(code)) return offline(`This machine reaches no internet (${code}).`);
  if (certificateCode.test(code)) {
    return failed(
      `The certificate of ${hostname} is not trusted: ${message}.`,
      'Entra needs a certificate of a public authority with its whole chain. Renew it, or add the missing intermediate.',
    );
  }
  return (
    explained[code]?.(hostname) ??
    failed(`The public URL cannot be reached: ${message}.`, 'Check the name, its certificate and the way to it.')
  );
}
