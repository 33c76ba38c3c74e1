import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { Handshake } from '../../../application/ports/doctor-client.ts';

export interface HandshakeOptions {
  readonly origin: string;
  readonly only: 'TLSv1.2' | undefined;
  readonly ca: string | undefined;
  readonly timeLimitMs: number;
}

const httpsPort = 443;

function readHandshake(socket: TLSSocket): Handshake {
  const certificate = socket.getPeerX509Certificate();
  // Node has the code here, and types it as the error it would have thrown.
  const distrust = socket.authorized ? null : String(socket.authorizationError);
  return {
    ok: true,
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    distrust,
    subject: certificate?.subject ?? '',
    issuer: certificate?.issuer ?? '',
    names: certificate?.subjectAltName ?? '',
    endsAt: Date.parse(certificate?.validTo ?? ''),
    rsaBits:
      certificate?.publicKey.asymmetricKeyType === 'rsa'
        ? (certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? null)
        : null,
  };
}

/** Connects, looks and hangs up; what is wrong with the certificate is told, not refused. */
export function shakeHands({ origin, only, ca, timeLimitMs }: HandshakeOptions): Promise<Handshake> {
  const { hostname, port } = new URL(origin);
  const host = hostname.replaceAll(/[[\]]/g, '');
  const options: ConnectionOptions = {
    host,
    port: port === '' ? httpsPort : Number(port),
    rejectUnauthorized: false,
    // A server name must be a name (RFC 6066 §3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(only === undefined ? {} : { minVersion: only, maxVersion: only }),
    ...(ca === undefined ? {} : { ca }),
  };
  const { promise, resolve } = Promise.withResolvers<Handshake>();
  const socket = connect(options, () => {
    resolve(readHandshake(socket));
    socket.end();
  });
  socket.setTimeout(timeLimitMs, () => {
    resolve({ ok: false, code: 'TIMEOUT', message: `no TLS within ${timeLimitMs / 1_000} s` });
    socket.destroy();
  });
  socket.once('error', (fault: NodeJS.ErrnoException) => {
    resolve({ ok: false, code: fault.code ?? fault.name, message: fault.message });
    socket.destroy();
  });
  // A server that hangs up in the middle of the handshake may end the socket without an error.
  socket.once('close', () => resolve({ ok: false, code: 'ECONNRESET', message: 'the connection was closed' }));
  return promise;
}
