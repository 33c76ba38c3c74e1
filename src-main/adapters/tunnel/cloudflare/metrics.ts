// cloudflared's own port on loopback, the one place that tells its URL and whether it stands. The URL is there before any
// connection is, and its gauges count connections that are not: `/ready` alone says so.
import { createServer } from 'node:net';
import { once } from 'node:events';

const answerMs = 2_000;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP listener has no port');
  return address.port;
}

/** A hostname that Cloudflare gives a trial tunnel, as `four-dashed-words-here.trycloudflare.com`. */
const quickHostname = /^(?=[a-z0-9-]*-)[a-z0-9-]+\.trycloudflare\.com$/;

async function read(port: number, path: string): Promise<{ status: number; body: unknown } | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(answerMs) });
    const body: unknown = await response.json();
    return { status: response.status, body };
  } catch {
    return undefined; // not listening yet, or ending: asked again in a moment
  }
}

/** The origin of the trial tunnel, once there is one. */
export async function readQuickUrl(port: number): Promise<string | undefined> {
  const answer = await read(port, '/quicktunnel');
  const { hostname } = (answer?.body ?? {}) as { hostname?: unknown };
  return typeof hostname === 'string' && quickHostname.test(hostname) ? `https://${hostname}` : undefined;
}

/** Whether a cloudflared serves this port: its readiness names the connector, whatever it is. */
export async function isCloudflared(port: number): Promise<boolean> {
  const { connectorId } = ((await read(port, '/ready'))?.body ?? {}) as { connectorId?: unknown };
  return typeof connectorId === 'string';
}

/** Whether at least one connection to Cloudflare stands. */
export async function readReady(port: number): Promise<boolean> {
  const answer = await read(port, '/ready');
  const { readyConnections } = (answer?.body ?? {}) as { readyConnections?: unknown };
  return answer?.status === 200 && typeof readyConnections === 'number' && readyConnections > 0;
}
