// Reads a token request: RFC 6749 §4.4.2 with the client's credentials as in §2.3.1, or an assertion as in RFC 7523 §2.2.
// "Parameters sent without a value MUST be treated as if they were omitted"; none may come twice; a client shows itself in
// exactly one way.
import type { Compatibility } from '#shared/scim/compatibility.ts';
import { invalidRequest, unshownClient, unsupportedGrantType } from './oauth-error.ts';

const tokenGrant = 'client_credentials';
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** How a client says who it is; nothing of it proven. */
export type ClientProof =
  | {
      readonly method: 'client_secret_basic' | 'client_secret_post';
      readonly clientId: string;
      readonly secret: string;
    }
  | { readonly method: 'private_key_jwt'; readonly clientId: string; readonly assertion: string };

export interface TokenRequest {
  readonly proof: ClientProof;
  /** Undefined where none was asked for. */
  readonly scope: string | undefined;
  /** What was sent otherwise than the RFC has it. */
  readonly notes: readonly string[];
}

/** What arrived. */
export interface SentTokenRequest {
  readonly authorization: string | undefined;
  /** The form, as text. */
  readonly form: string;
  readonly compatibility: Compatibility;
}

function parametersOf(form: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(form)) {
    if (parameters.has(name)) {
      throw invalidRequest(`The parameter ${name} was sent more than once. Send each parameter once.`);
    }
    parameters.set(name, value);
  }
  return new Map([...parameters].filter(([, value]) => value !== ''));
}

/** Appendix B: `+` is a space, `%XX` a byte of UTF-8. */
function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw unshownClient(
      'The credentials in the Authorization header are not form-encoded. Encode client identifier and secret as application/x-www-form-urlencoded, then join them with a colon and encode that as base64.',
      'header',
      'Basic, with a percent sign that stands for no character',
      cause,
    );
  }
}

/** Undefined for a header that is not there. */
function readBasic(authorization: string | undefined): { clientId: string; secret: string } | undefined {
  if (authorization === undefined) return undefined;
  const encoded = /^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(authorization)?.[1];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) {
    throw unshownClient(
      'The Authorization header is not "Basic" with base64 of client identifier, colon and secret. Send that, or client_id and client_secret in the form.',
      'header',
      /^basic\b/i.test(authorization) ? 'Basic, without an identifier and a colon' : 'another scheme than Basic',
    );
  }
  return { clientId: decodeForm(text.slice(0, colon)), secret: decodeForm(text.slice(colon + 1)) };
}

const twoWays = (both: string): string =>
  `The client shows itself in two ways: ${both}. RFC 6749 allows one in each request; leave the other one out.`;

function readAssertion(
  parameters: ReadonlyMap<string, string>,
  assertion: string,
  authorization?: string,
): ClientProof {
  if (authorization !== undefined) throw invalidRequest(twoWays('Authorization header and client_assertion'));
  if (parameters.has('client_secret')) throw invalidRequest(twoWays('client_secret and client_assertion'));
  const type = parameters.get('client_assertion_type');
  if (type !== assertionType) {
    throw invalidRequest(`client_assertion_type is ${type ?? 'missing'}. Send ${assertionType}.`);
  }
  const clientId = parameters.get('client_id');
  if (clientId === undefined) {
    throw invalidRequest(
      'client_id is missing: the assertion names the provider, not the client. Send the Client Identifier.',
    );
  }
  return { method: 'private_key_jwt', clientId, assertion };
}

interface Secret {
  readonly proof: ClientProof;
  readonly notes: readonly string[];
}

function readSecret(
  parameters: ReadonlyMap<string, string>,
  { authorization, compatibility }: SentTokenRequest,
): Secret {
  const clientId = parameters.get('client_id');
  const secret = parameters.get('client_secret');
  const basic = readBasic(authorization);
  if (basic === undefined) {
    if (clientId === undefined || secret === undefined) {
      throw unshownClient(
        'The client does not say who it is. Send client identifier and secret as HTTP Basic, or client_id and client_secret in the form.',
        'client',
        clientId === undefined ? 'no client identifier' : 'a client identifier without a secret',
      );
    }
    return { proof: { method: 'client_secret_post', clientId, secret }, notes: [] };
  }
  const proof: ClientProof = { method: 'client_secret_basic', ...basic };
  if (clientId !== undefined && clientId !== basic.clientId) {
    throw invalidRequest('client_id in the form is not the client identifier in the Authorization header. Send one.');
  }
  if (secret === undefined) return { proof, notes: [] };
  // Quirk(entra): a job whose credentialLocationInRequest is Both sends them twice, test/idp/entra/oauth-credentials-twice.json.
  if (secret === basic.secret && compatibility === 'lenient') {
    return {
      proof,
      notes: [
        'The client sent its credentials twice, alike: as HTTP Basic and in the form. RFC 6749 §2.3 allows one way.',
      ],
    };
  }
  throw invalidRequest(twoWays('Authorization header and client_secret'));
}

/** Throws an OAuthError with what to send instead. */
export function readTokenRequest(sent: SentTokenRequest): TokenRequest {
  const parameters = parametersOf(sent.form);
  const grant = parameters.get('grant_type');
  if (grant === undefined) throw invalidRequest(`grant_type is missing. Send grant_type=${tokenGrant}.`);
  if (grant !== tokenGrant) {
    throw unsupportedGrantType(`grant_type is '${grant}'. This endpoint knows ${tokenGrant} only.`);
  }
  const scope = parameters.get('scope');
  const assertion = parameters.get('client_assertion');
  return assertion === undefined
    ? { ...readSecret(parameters, sent), scope }
    : { proof: readAssertion(parameters, assertion, sent.authorization), scope, notes: [] };
}
