// What a request must look like before the console listener reads it. The listener is on loopback, so its callers are
// this machine's programs and every page this machine's browsers show: pages are told apart by Host (DNS rebinding),
// Origin and Sec-Fetch-Site (CSRF), a tunnel by its forwarding headers, other programs by the session secret.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Refusal {
  readonly status: 401 | 403 | 421;
  readonly detail: string;
}

export interface ConsoleGuard {
  /** Why this request may not be answered at all. */
  refuse(headers: IncomingHttpHeaders): Refusal | undefined;
  /** Why this request may not call the API. */
  refuseCaller(session: string | string[] | undefined): Refusal | undefined;
}

const forwarding = /^(?:forwarded|via|x-real-ip|cf-|x-forwarded-|ngrok-|tailscale-)/;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** @param port the port the console listens on; @param session the secret that this start made */
export function createConsoleGuard(port: number, session: string): ConsoleGuard {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  const expected = digest(session);

  return {
    refuse: (headers) => {
      if (!hosts.includes(headers.host ?? '')) {
        return {
          status: 421,
          detail: `The console answers to ${hosts.join(' and ')}, not to the Host "${headers.host}".`,
        };
      }
      const forwarded = Object.keys(headers).find((name) => forwarding.test(name));
      if (forwarded !== undefined) {
        return {
          status: 403,
          detail: `The console is not reachable through a proxy or tunnel, and this request has the header ${forwarded}. A tunnel takes the SCIM port.`,
        };
      }
      const { origin } = headers;
      if (origin !== undefined && !origins.includes(origin)) {
        return {
          status: 403,
          detail: `The console answers its own pages only, and this request comes from the origin ${origin}.`,
        };
      }
      const site = headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') {
        return {
          status: 403,
          detail: `The console answers its own pages only, and the browser says this request is ${site}. Open the console's address itself.`,
        };
      }
      return undefined;
    },

    // Digests have one length, so that the comparison tells nothing about the secret.
    refuseCaller: (sent) =>
      typeof sent === 'string' && timingSafeEqual(digest(sent), expected)
        ? undefined
        : {
            status: 401,
            detail:
              'This call has no valid session. Open the console with the address that Rollcall printed when it started; each start makes a new one.',
          },
  };
}
