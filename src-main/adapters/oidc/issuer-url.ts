// Which issuers a sign-in is made with: one tenant's, over TLS. Plain http only on this machine's loopback, and only where
// the host allows it, which is for trying out.
import { issuerOf } from '#shared/console-api/issuer.ts';
import type { SsoProvider } from '#shared/console-api/sso.ts';
import { SignInFailure } from '../../application/ports/identity-provider.ts';

const loopback = ['127.0.0.1', 'localhost'];
/** Entra's endpoints for everybody: their metadata has a template as issuer, which no token's `iss` equals. */
const everybodys = ['common', 'organizations', 'consumers'];

const invalid = (why: string): SignInFailure => new SignInFailure('invalid', why);

/** SignInFailure 'invalid'. */
export function issuerUrl(provider: SsoProvider, allowLoopback: boolean): URL {
  const text = issuerOf(provider);
  const url = URL.parse(text);
  if (url === null) throw invalid(`The issuer "${text}" is no URL. It is one such as https://login.example.com.`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw invalid(
      `The issuer ${text} has a user, a query or a fragment, and an issuer has none (OpenID Connect Discovery 1.0).`,
    );
  }
  if (url.host === 'login.microsoftonline.com' && everybodys.includes(url.pathname.split('/')[1] ?? '')) {
    throw invalid(
      `${text} is for every Microsoft tenant, and anybody could sign in. Choose Microsoft Entra ID and enter your Directory (tenant) ID.`,
    );
  }
  if (url.protocol === 'https:') return url;
  if (url.protocol !== 'http:' || !loopback.includes(url.hostname)) {
    throw invalid(
      `The issuer ${text} does not begin with https://. Sign-ins need it: whoever reads along could sign in too.`,
    );
  }
  if (!allowLoopback) {
    throw invalid(
      `The issuer ${text} is a provider on this machine without https. Rollcall takes one only where it was started with ROLLCALL_ALLOW_LOOPBACK_ISSUER=1, for trying out.`,
    );
  }
  return url;
}
