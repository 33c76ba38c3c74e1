import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { doctorEcho, echoMember } from '#shared/tunnel/doctor-echo.ts';
import type { Arrived, DoctorRequest } from '../../../application/ports/doctor-client.ts';

const limit = { maxOutputLength: 64 * 1024 };
const unpackers: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, limit),
  deflate: (bytes) => inflateSync(bytes, limit),
  br: (bytes) => brotliDecompressSync(bytes, limit),
};

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The text of a body that may be packed; what cannot be unpacked stays as it is. */
export function unpacked(bytes: Buffer, encoding: string | undefined): string {
  const unpack = unpackers[encoding?.toLowerCase() ?? ''];
  if (unpack === undefined) return bytes.toString();
  try {
    return unpack(bytes).toString();
  } catch {
    // Broken on the way, or cut off at the limit: as bytes it is no echo, and that is found.
    return bytes.toString('latin1');
  }
}

function memberOf(text: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null)?.[echoMember];
  } catch {
    // Not JSON, so no echo: the status, the head and the start of the text tell what it is.
    return undefined;
  }
}

function compareAuthorization(sent: string | undefined, arrived: string | null): Arrived['authorization'] {
  if (arrived === null) return 'absent';
  return sent !== undefined && digest(sent) === arrived ? 'same' : 'other';
}

/** Undefined when the text is no unbroken echo. */
export function readArrived(text: string, { headers, body = '' }: DoctorRequest): Arrived | undefined {
  const { success, data } = doctorEcho.safeParse(memberOf(text));
  if (!success) return undefined;
  return {
    ...data,
    authorization: compareAuthorization(headers['authorization'], data.authorizationSha256),
    bodyIsWhole: data.body.sha256 === digest(body),
  };
}
