// What a request body may be, RFC 7644 §3.1 and §3.8. A body without a Content-Type is read as JSON; a compressed one
// is refused, because its size is known only after it was unpacked.
import type { IncomingHttpHeaders } from 'node:http';
import { unsupportedMediaType } from '../protocol/message/scim-error.ts';

const json = /^\s*application\/(?:scim\+)?json\s*(?:;|$)/i;

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Throws a ScimError before a byte of the body is read. */
export function requireJson(headers: IncomingHttpHeaders): void {
  if (!hasBody(headers)) return;
  const type = headers['content-type'];
  if (type !== undefined && !json.test(type)) {
    throw unsupportedMediaType(
      `The body was sent as Content-Type "${type}". Send application/scim+json or application/json.`,
    );
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw unsupportedMediaType(`The body was sent with Content-Encoding "${encoding}". Send it uncompressed.`);
  }
}
