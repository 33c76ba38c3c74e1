// A real OpenID Connect provider (oidc-provider) on loopback. It signs in whoever `signsIn` names without a form; with null it
// shows one, for a browser. `stop` and `start` are an outage: the port, the clients and the people stay.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeJwt, importJWK, SignJWT, type JWK as JoseKey, type JWTPayload } from 'jose';
import { Provider, type Adapter, type AdapterPayload, type Configuration, type JWK } from 'oidc-provider';

export interface Account {
  /** The `sub`. */
  readonly id: string;
  readonly name: string;
  readonly userName?: string;
  /** Claim `roles`. */
  readonly appRoles?: readonly string[];
}

export interface OidcIssuer extends AsyncDisposable {
  readonly issuer: string;
  /** A public native client whose redirect URI is `http://localhost/sign-in`, on any port. */
  readonly clientId: string;
  /** By id; may be changed at any time. */
  readonly accounts: Map<string, Account>;
  /** Who is signed in without being asked; null shows a form, undefined cancels. */
  signsIn: string | null | undefined;
  /** Signs with a new key from now on. The old one is not published any more. */
  rotateKeys(): void;
  /** Changes the claims of every ID token before it is signed, for a provider that misbehaves. */
  alter: ((claims: JWTPayload) => JWTPayload) | undefined;
  /** Signs with a key that it does not publish. */
  forges: boolean;
  stop(): Promise<void>;
  start(): Promise<void>;
}

const newKey = (): JWK => ({
  ...(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }) as JWK),
  kid: randomUUID(),
  use: 'sig',
  alg: 'RS256',
});

/** The first key of every provider of a test file: making one takes longer than most tests. */
let firstKey: JWK | undefined;

/** A provider that does not say when it asked for the credentials. */
export const withoutAuthTime = (claims: JWTPayload): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => name !== 'auth_time'));

/** What the provider remembers, for as long as the test runs. */
const memory = (): ((name: string) => Adapter) => {
  const kept = new Map<string, AdapterPayload>();
  const byUid = new Map<string, string>();
  return (name) => {
    const key = (id: string): string => `${name} ${id}`;
    return {
      upsert: async (id, payload) => {
        kept.set(key(id), payload);
        if (payload.uid !== undefined) byUid.set(`${name} ${payload.uid}`, id);
      },
      find: async (id) => kept.get(key(id)),
      findByUid: async (uid) => kept.get(key(byUid.get(`${name} ${uid}`) ?? '')),
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const payload = kept.get(key(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000);
      },
      destroy: async (id) => void kept.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [id, payload] of kept) if (payload.grantId === grantId) kept.delete(id);
      },
    };
  };
};

const form = (uid: string, accounts: Iterable<Account>): string => `<!doctype html><title>Sign in</title>
<h1>Sign in</h1><form method="post" action="/interaction/${uid}"><label>Account <select name="account">${[...accounts]
  .map(({ id, name }) => `<option value="${id}">${name}</option>`)
  .join('')}</select></label><button>Sign in</button><button name="cancel" value="1">Cancel</button></form>`;

export async function startOidcIssuer(accounts: readonly Account[] = []): Promise<OidcIssuer> {
  const known = new Map(accounts.map((account) => [account.id, account]));
  const clientId = 'rollcall';
  const adapter = memory();
  let server: Server | undefined;
  let port = 0;
  let provider: Provider;
  firstKey ??= newKey();
  let key = firstKey;

  const configure = (issuer: string): Configuration => ({
    adapter,
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://localhost/sign-in'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: [issuer] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      IdToken: 3_600,
      Interaction: 3_600,
      Session: 3_600,
      Grant: 3_600,
    },
    findAccount: (_context, id) => {
      const account = known.get(id);
      return account === undefined
        ? undefined
        : {
            accountId: id,
            claims: () => ({
              sub: id,
              name: account.name,
              ...(account.userName === undefined ? {} : { preferred_username: account.userName }),
              ...(account.appRoles === undefined ? {} : { roles: [...account.appRoles] }),
            }),
          };
    },
    // Nobody is asked for consent: the tenant's admin gave it, as in Entra.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });

  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { uid } = await provider.interactionDetails(request, response);
    const sent = new URLSearchParams(request.method === 'POST' ? await text(request) : '');
    const account = request.method === 'POST' ? (sent.has('cancel') ? undefined : sent.get('account')) : self.signsIn;
    if (account === null) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(form(uid, known.values()));
      return;
    }
    await provider.interactionFinished(
      request,
      response,
      account === undefined
        ? { error: 'access_denied', error_description: 'cancelled' }
        : // The consent tells that somebody was there: a native client needs that (RFC 8252 §8.6).
          { login: { accountId: account }, consent: {} },
    );
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    if (!(request.url ?? '').startsWith('/interaction/')) void provider.callback()(request, response);
    else {
      interact(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    }
  };

  const signedAgain = async (idToken: string): Promise<string> => {
    if (self.alter === undefined && !self.forges) return idToken;
    const claims = decodeJwt(idToken);
    const signer = await importJWK({ ...(self.forges ? newKey() : key) } as JoseKey, 'RS256');
    return new SignJWT(self.alter?.(claims) ?? claims)
      .setProtectedHeader({ alg: 'RS256', kid: key.kid ?? '' })
      .sign(signer);
  };

  const configured = (): Provider => {
    const issuer = `http://127.0.0.1:${port}`;
    const made = new Provider(issuer, configure(issuer));
    made.use(async (context, next) => {
      await next();
      const body = context.body as { id_token?: string } | undefined;
      if (context.path === '/token' && body?.id_token !== undefined) body.id_token = await signedAgain(body.id_token);
    });
    return made;
  };

  const start = async (): Promise<void> => {
    server = createServer(handle);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const stop = async (): Promise<void> => {
    const running = server;
    server = undefined;
    if (running === undefined) return;
    running.closeAllConnections();
    running.close();
    await once(running, 'close');
  };

  await start();
  provider = configured();
  const self: OidcIssuer = {
    issuer: `http://127.0.0.1:${port}`,
    clientId,
    accounts: known,
    signsIn: accounts[0]?.id ?? null,
    alter: undefined,
    forges: false,
    rotateKeys: () => {
      key = newKey();
      provider = configured();
    },
    start,
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return self;
}

interface Cookie {
  readonly pair: string;
  readonly path: string;
}

/** A browser's part of a sign-in: follows redirects with cookies. */
export class TestBrowser {
  readonly #cookies = new Map<string, Cookie>();

  /** Where the provider sends it: the redirect URI with its answer, not yet opened. */
  async visit(url: string): Promise<URL> {
    for (let at = new URL(url), hops = 0; hops < 10; hops++) {
      if (at.hostname === 'localhost') return at;
      const response = await fetch(at, { redirect: 'manual', headers: { cookie: this.#header(at) } });
      this.#keep(response);
      const next = response.headers.get('location');
      if (next === null) throw new Error(`${at.pathname} answered ${response.status}: ${await response.text()}`);
      at = new URL(next, at);
    }
    throw new Error('The provider redirects without end');
  }

  /** Opens the redirect URI as well. */
  async signIn(url: string): Promise<Response> {
    return fetch(await this.visit(url));
  }

  #header({ pathname }: URL): string {
    return [...this.#cookies.values()]
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ pair }) => pair)
      .join('; ');
  }

  #keep(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      const path = /; path=([^;]+)/i.exec(cookie)?.[1] ?? '/';
      const key = `${pair.split('=', 1)[0]} ${path}`;
      if (pair.endsWith('=')) this.#cookies.delete(key);
      else this.#cookies.set(key, { pair, path });
    }
  }
}
