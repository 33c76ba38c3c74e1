// TLS as Entra needs it: version 1.2, and a certificate that a public authority vouches for, with its whole chain.
import type { Handshake } from '../../../ports/doctor-client.ts';
import { noConnection } from '../entra-says.ts';
import { failure, fine, warning, type Judgement } from '../finding.ts';
import { adviceFor, type Front } from '../front.ts';

const dayMs = 86_400_000;
/** Let's Encrypt renews 30 days before the end: what is nearer than this was not renewed. */
const nearDays = 14;
const fewestRsaBits = 2048;
/** The suites that Entra lists first. */
const listedSuite = /^ECDHE-(?:ECDSA|RSA)-AES(?:128|256)-GCM-SHA(?:256|384)$/;

const isOffline = ({ code }: { readonly code: string }): boolean =>
  ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'TIMEOUT'].includes(code);

export const plainHttp = (): Judgement =>
  failure({
    title: 'The URL is plain http',
    entra: 'The Tenant URL is not taken: Entra speaks https only.',
    change:
      'Put a server with TLS in front of it, or use a tunnel. Plain http is for trying things out on this machine.',
  });

/** @param only1_2 with nothing but TLS 1.2 offered
 * @param any with all that this machine speaks */
export function judgeVersion(only1_2: Handshake, any: Handshake, front: Front): Judgement {
  if (!only1_2.ok) {
    const reached = any.ok;
    return failure({
      title: reached
        ? 'TLS 1.2 is refused'
        : isOffline(only1_2)
          ? 'The server is not reached'
          : 'The server does not speak TLS at this port',
      entra: noConnection,
      change: reached
        ? adviceFor(front, 'Offer TLS 1.2 beside 1.3: Entra speaks TLS 1.2.', {
            nginx: 'Write ssl_protocols TLSv1.2 TLSv1.3; and ECDHE suites with AES-GCM into the server block.',
            caddy: 'Write tls { protocols tls1.2 tls1.3 }, or remove the protocols line.',
            cloudflare: 'At Cloudflare, set SSL/TLS, Edge Certificates, Minimum TLS Version to 1.2 or lower.',
            ngrok: "Allow TLS 1.2 in the endpoint's traffic policy (terminate-tls, min_version).",
          })
        : 'Check the name, the port and that the server at it runs.',
      measured: reached ? `${any.protocol} only` : `${only1_2.code}: ${only1_2.message}`,
    });
  }
  const measured = `${only1_2.protocol}, ${only1_2.cipher}`;
  if (listedSuite.test(only1_2.cipher)) return fine('TLS 1.2 is offered', measured);
  return warning({
    title: 'TLS 1.2 is offered with a cipher suite that Entra does not list first',
    entra: 'Nothing, as long as Entra still takes the suite; otherwise Test Connection fails without a request.',
    change: 'Offer ECDHE suites with AES-GCM, for example ECDHE-ECDSA-AES256-GCM-SHA384.',
    measured,
  });
}

type Shown = Handshake & { ok: true };

const untrusted: Readonly<Record<string, { title: string; change: string }>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    title: 'The certificate is self-signed',
    change: "Get one from a public authority, for example Let's Encrypt.",
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    title: 'The certificate is of a private authority',
    change: "Entra trusts public authorities only. Get a certificate from one, for example Let's Encrypt.",
  },
  CERT_HAS_EXPIRED: { title: 'The certificate has expired', change: 'Renew it, and let the server load the new one.' },
  CERT_NOT_YET_VALID: {
    title: 'The certificate is not valid yet',
    change: "Check this machine's clock, then the certificate.",
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    title: 'The certificate is for another name',
    change: 'Get one for the name in the URL, or use the URL that is in the certificate.',
  },
};

const incomplete = {
  title: 'The chain of the certificate leads to no public authority',
  change:
    'Mostly the intermediate certificate is missing: let the server send the whole chain (fullchain.pem, not cert.pem). Browsers fetch what is missing, Entra does not. Otherwise the authority is a private one.',
};

const oneLine = (name: string): string => name.replaceAll('\n', ', ');

function distrusted(distrust: string, { subject, issuer, names, endsAt }: Shown): Judgement {
  const { title, change } = untrusted[distrust] ?? incomplete;
  const facts: Readonly<Record<string, string>> = {
    CERT_HAS_EXPIRED: `ended ${new Date(endsAt).toISOString().slice(0, 10)}`,
    ERR_TLS_CERT_ALTNAME_INVALID: names,
  };
  return failure({
    title,
    entra: noConnection,
    change,
    measured: `${facts[distrust] ?? `${oneLine(subject)}, issued by ${oneLine(issuer)}`} (${distrust})`,
  });
}

/** @param now Unix milliseconds */
export function judgeCertificate(handshake: Shown, now: number): Judgement {
  const { distrust, rsaBits, endsAt, issuer } = handshake;
  if (distrust !== null) return distrusted(distrust, handshake);
  if (rsaBits !== null && rsaBits < fewestRsaBits) {
    return failure({
      title: "The certificate's key is too short",
      entra: noConnection,
      change: 'Make one with RSA of 2048 bits, or ECC of 256.',
      measured: `RSA, ${rsaBits} bits`,
    });
  }
  const days = Math.floor((endsAt - now) / dayMs);
  const measured = `${days} days left, issued by ${oneLine(issuer)}`;
  if (days >= nearDays) return fine('The certificate is trusted, with its whole chain', measured);
  return warning({
    title: 'The certificate ends soon',
    entra: 'Nothing yet. From the day it ends, no request of Entra comes in, and the job goes into quarantine.',
    change: 'Renew it, and see why it was not renewed by itself.',
    measured,
  });
}
