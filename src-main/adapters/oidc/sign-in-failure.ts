// What went wrong between Rollcall and an identity provider, said for the person at the console.
import type { ClientError } from 'openid-client';
import { SignInFailure } from '../../application/ports/identity-provider.ts';

const longest = 300;
/** What a provider sends is shown, so it must not steer what shows it. */
const printable = (text: string): string => text.replaceAll(/\p{C}+/gu, ' ').slice(0, longest);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const textOf = (error: object, name: string): string | undefined => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? printable(value) : undefined;
};

const networkCode = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  return textOf(error, 'code') ?? networkCode(error.cause);
};

const isUnreachable = (error: unknown): boolean =>
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error instanceof Error && ['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(textOf(error, 'code') ?? ''));

const unreachable = (issuer: string, error: unknown): SignInFailure =>
  new SignInFailure(
    'unavailable',
    `${issuer} cannot be reached (${networkCode(error) ?? messageOf(error)}). Is this machine online, and is the address right?`,
    { cause: error },
  );

/** Why the provider's metadata cannot be had. */
export function discoveryFailure(issuer: string, error: unknown): SignInFailure {
  if (error instanceof SignInFailure) return error;
  if (isUnreachable(error)) return unreachable(issuer, error);
  return new SignInFailure(
    'unavailable',
    `${issuer} does not answer as the identity provider of that name (${printable(messageOf(error))}). Compare the issuer with the one in its /.well-known/openid-configuration, to the letter.`,
    { cause: error },
  );
}

const byCode: Readonly<Record<string, string>> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED:
    "the sign-in is from another time than this machine's clock shows. Set the clock of this machine",
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'its ID token was not made for this sign-in',
  OAUTH_INVALID_RESPONSE: 'what the browser brought back does not belong to this sign-in',
};

/** Why what the browser brought back signs nobody in. */
export function responseFailure(issuer: string, error: unknown): SignInFailure {
  if (error instanceof SignInFailure) return error;
  if (isUnreachable(error)) return unreachable(issuer, error);
  if (!(error instanceof Error)) return new SignInFailure('refused', `${issuer}: ${messageOf(error)}`);
  const said = textOf(error, 'error');
  if (said === 'access_denied') {
    return new SignInFailure('cancelled', `The sign-in was cancelled at ${issuer}. Begin again when you are ready.`, {
      cause: error,
    });
  }
  const description = textOf(error, 'error_description');
  const code = (error as ClientError).code ?? '';
  const why =
    said === undefined
      ? `${byCode[code] ?? printable(error.message)} (${code === '' ? error.name : code})`
      : `it said ${said}${description === undefined ? '' : `: ${description}`}`;
  return new SignInFailure('refused', `Nobody was signed in with ${issuer}: ${why}. Begin again.`, { cause: error });
}
