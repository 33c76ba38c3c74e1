// Where public keys of identity providers may be fetched from: Microsoft Entra, in every cloud of Microsoft. A URL that came
// out of a token is never followed, and a redirect neither.
import { customFetch, type FetchImplementation } from 'jose';

const entraHosts: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
]);

/** A key set of Entra has some 20 kB. */
const jwksBytes = 256 * 1024;

/** Origins of stand-ins on this machine, by the origin they stand in for. */
export type StandIns = Readonly<Record<string, string>>;

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Where a key set is really fetched from; throws for a URL that may not be. */
function reach(jwksUri: string, standIns: StandIns): URL {
  const url = new URL(jwksUri);
  if (url.protocol !== 'https:' || url.port !== '' || !entraHosts.has(url.hostname)) {
    throw new Error(`Keys may not be fetched from ${url.origin}: it is no host of Microsoft Entra.`);
  }
  const standIn = standIns[url.origin];
  if (standIn === undefined) return url;
  const there = new URL(url.pathname, standIn);
  if (!loopback.has(there.hostname)) throw new Error(`${standIn} is not on this machine and stands in for nobody.`);
  return there;
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > jwksBytes) throw new Error(`The key set is larger than ${jwksBytes} bytes.`);
  }
  return text + decoder.decode();
}

/** For createRemoteJWKSet, which sends its own headers, follows no redirect and ends the request in time. */
export const fetchFromEntra = (standIns: StandIns): { [customFetch]: FetchImplementation } => ({
  [customFetch]: async (url, options) => {
    const response = await fetch(reach(url, standIns), options);
    if (response.status === 200) return new Response(await readText(response), { status: 200 });
    await response.body?.cancel();
    return response;
  },
});
