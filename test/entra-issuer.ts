// A stand-in for Microsoft Entra's token issuer on this machine: signs JWTs of the shapes that Entra signs and publishes its
// keys over real HTTP, at the paths where Entra has them.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { StandIns } from '#main/adapters/oidc/jwks-host.ts';

export const directory = '3f2b1c4d-1111-4222-8333-444455556666';
export const otherDirectory = '99999999-1111-4222-8333-444455556666';
/** `aud` of every application that is not in Entra's gallery. */
export const galleryAudience = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';
/** Entra's provisioning service in that directory. */
export const syncFabric = '7d1b2c3e-aaaa-4bbb-8ccc-ddddeeeeffff';

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
  readonly pem: string;
}

const createPair = () => generateKeyPair('RS256', { extractable: true });
type Pair = ReturnType<typeof createPair>;

/** The keys of every issuer of a test file, in the order in which it uses them: making one takes longer than most tests. */
const pairs: Pair[] = [];
let strangersPair: Pair | undefined;

async function keyOf(pair: Pair, kid: string): Promise<Key> {
  const { privateKey, publicKey } = await pair;
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
  return { kid, privateKey, jwk, pem: await exportSPKI(publicKey) };
}

export interface Signing {
  readonly header?: Readonly<Record<string, unknown>>;
  /** Undefined takes a claim away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: Key;
}

export interface EntraIssuer extends AsyncDisposable {
  readonly standIns: StandIns;
  /** The key that signs now, and the one before it. */
  readonly key: Key;
  /** How often keys were fetched. */
  fetches(): number;
  /** What Entra sends where the Secret Token is left blank: version 1. */
  accessToken(signing?: Signing): Promise<string>;
  /** A client assertion of workload identity federation: version 2. */
  assertion(signing?: Signing): Promise<string>;
  /** Signs with a new key from now on; the old one stays published unless it is taken back. */
  rotate(takeBack?: boolean): Promise<Key>;
  /** Answers every request with 503, or as `answer` says. */
  fail(answer?: { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }): void;
  recover(): void;
}

/** That many seconds from now, as a NumericDate (RFC 7519 §2). */
export const seconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;
const times = () => ({ iat: seconds(0), nbf: seconds(0), exp: seconds(3600) });

export const strangersKey = (kid: string): Promise<Key> => keyOf((strangersPair ??= createPair()), kid);

export async function startEntraIssuer(): Promise<EntraIssuer> {
  let used = 0;
  const nextKey = (kid: string): Promise<Key> => keyOf((pairs[used++] ??= createPair()), kid);
  let key = await nextKey('key-1');
  let published = [key.jwk];
  let fetches = 0;
  let failure: Parameters<EntraIssuer['fail']>[0];
  const server = createServer((request, response) => {
    fetches += 1;
    if (failure !== undefined) {
      response.writeHead(failure.status, failure.headers).end(failure.body);
      return;
    }
    const known = [`/${directory}/discovery/keys`, `/${directory}/discovery/v2.0/keys`];
    if (!known.includes(request.url ?? '')) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const sign = async (claims: JWTPayload, { header, claims: other, key: own = key }: Signing): Promise<string> => {
    const all = Object.entries({ ...claims, ...other }).filter(([, value]) => value !== undefined);
    return new SignJWT(Object.fromEntries(all))
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: own.kid, ...header })
      .sign(own.privateKey);
  };

  return {
    standIns: { 'https://login.microsoftonline.com': `http://127.0.0.1:${port}` },
    get key() {
      return key;
    },
    fetches: () => fetches,
    accessToken: (signing = {}) =>
      sign(
        {
          ...times(),
          aud: galleryAudience,
          iss: `https://sts.windows.net/${directory}/`,
          tid: directory,
          appid: '00000014-0000-0000-c000-000000000000',
          oid: syncFabric,
          sub: syncFabric,
          ver: '1.0',
        },
        signing,
      ),
    assertion: (signing = {}) =>
      sign(
        {
          ...times(),
          aud: 'api://rollcall',
          iss: `https://login.microsoftonline.com/${directory}/v2.0`,
          tid: directory,
          azp: '00000014-0000-0000-c000-000000000000',
          oid: syncFabric,
          sub: syncFabric,
          ver: '2.0',
        },
        signing,
      ),
    async rotate(takeBack = false) {
      key = await nextKey(`key-${published.length + 1}`);
      published = takeBack ? [key.jwk] : [...published, key.jwk];
      return key;
    },
    fail(answer = { status: 503 }) {
      failure = answer;
    },
    recover() {
      failure = undefined;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
