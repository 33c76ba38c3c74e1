import { tenantPath } from '#shared/scim/tenant-path.ts';
import { invalidValue } from '../protocol/message/scim-error.ts';

/** Host names, IPv4 and bracketed IPv6, with an optional port: nothing that could break out of a URL or a JSON string. */
const authority = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * Scheme, host and port as the client knows this server; undefined for a Host header that holds something else.
 * @param forwardedProto `X-Forwarded-Proto` of a tunnel that ends TLS. A forged one reaches only its sender's own reply.
 */
export const originOf = (host: string | undefined, forwardedProto: unknown): string | undefined =>
  host === undefined || !authority.test(host)
    ? undefined
    : `${forwardedProto === 'https' ? 'https' : 'http'}://${host}`;

/** The base of every URL in a reply: as the client knows this server, so that `Location` leads back to it. */
export function baseUrl(host: string | undefined, forwardedProto: unknown, slug: string): string {
  const origin = originOf(host, forwardedProto);
  if (origin === undefined) {
    throw invalidValue(
      `The Host header is ${host === undefined ? 'missing' : 'not a host name with an optional port'}. Send the host and port of the Tenant URL.`,
    );
  }
  return origin + tenantPath(slug);
}
