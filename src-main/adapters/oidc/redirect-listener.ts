// Where the browser comes back to (RFC 8252 §7.3): a free port of this machine for one sign-in, on both families of
// `localhost`, because which one a browser takes is its own affair. Answers one request for its exact path and Host.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { nothingHerePage, notSignedInPage, redirectHeaders, signedInPage } from './redirect-page.ts';

export const redirectPath = '/sign-in';

export interface RedirectListener {
  /** With its port. */
  readonly redirectUri: string;
  close(): void;
}

const requestMs = 5_000;
/** That a port is free on one family says nothing of the other. */
const portTries = 10;

async function listen(handle: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(
    { headersTimeout: requestMs, requestTimeout: requestMs, maxHeaderSize: 32 * 1024 },
    handle,
  );
  server.maxConnections = 8;
  server.listen({ host, port, ipv6Only: host === '::1' });
  await once(server, 'listening');
  return server;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
/** What a system without IPv6 answers. */
const noIpv6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

async function listenOnBoth(
  handle: RequestListener,
  triesLeft = portTries,
): Promise<{ readonly port: number; readonly servers: readonly Server[] }> {
  const first = await listen(handle, '127.0.0.1', 0);
  const { port } = first.address() as AddressInfo;
  try {
    return { port, servers: [first, await listen(handle, '::1', port)] };
  } catch (error) {
    if (noIpv6.includes(codeOf(error) ?? '')) return { port, servers: [first] };
    first.close();
    if (codeOf(error) !== 'EADDRINUSE' || triesLeft <= 1) throw error;
    return listenOnBoth(handle, triesLeft - 1);
  }
}

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';

/** @param takeIn gets the URL the browser came back with, once; its answer says which page the browser shows */
export async function openRedirectListener(takeIn: (url: URL) => Promise<boolean>): Promise<RedirectListener> {
  let taken = false;
  /** Null until it listens: then nobody's Host is the right one. */
  let host: string | null = null;

  const handle: RequestListener = (request, response) => {
    const answer = (status: number, page: string): void => {
      response.writeHead(status, redirectHeaders).end(page);
    };
    if (host === null || request.headers.host !== host) answer(421, nothingHerePage);
    else if (pathOf(request) !== redirectPath) answer(404, nothingHerePage);
    else if (request.method !== 'GET') answer(405, nothingHerePage);
    else if (taken) answer(410, nothingHerePage);
    else {
      taken = true;
      void takeIn(new URL(request.url ?? '', `http://${host}`)).then((isSignedIn) =>
        answer(isSignedIn ? 200 : 400, isSignedIn ? signedInPage : notSignedInPage),
      );
    }
  };

  const { port, servers } = await listenOnBoth(handle);
  host = `localhost:${port}`;
  return {
    redirectUri: `http://${host}${redirectPath}`,
    close: () => {
      for (const server of servers) {
        // Whoever is being answered still is; a browser that only keeps its connection open is not waited for.
        server.close();
        server.closeIdleConnections();
      }
    },
  };
}
