import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { html, page, say, without, type Way } from './way.ts';

/** This Rollcall is reached, and something of what is sent or answered is changed. */
export const reachable: readonly Way[] = [
  {
    what: 'a firewall that asks for a User-Agent',
    bad: {
      giveBack: (returned) => ({ ...returned, headers: { ...returned.headers, 'cf-ray': '2-FRA' } }),
      answer: ({ headers }, response) =>
        headers['user-agent'] === undefined &&
        say(response, 403, { ...html, 'cf-ray': '1-FRA' }, page('Access denied')),
    },
    finds: ['no-user-agent fail'],
    says: /without a User-Agent is turned away.*"Access denied"/s,
    entra: /InvalidCredentials \(HTTP 403\)/,
    change: /Browser Integrity Check/,
  },
  {
    what: 'a proxy without the path of groups',
    bad: {
      answer: ({ url, method }, response) =>
        url?.includes('/Groups?') === true && method === 'GET' && say(response, 404, { 'content-type': 'text/plain' }),
    },
    finds: ['filter-groups fail'],
    says: /look-up of a group is turned away/,
    entra: /HTTP\/404 … rather than the expected HTTP\/200/,
    change: /firewall rule/,
  },
  {
    what: 'a firewall that takes a filter with quotes for an attack',
    bad: {
      answer: ({ url }, response) => url?.includes('"') === true && say(response, 400, html, page('Bad request')),
    },
    finds: ['encoded-quotes fail'],
    says: /quotes .* is turned away/,
    entra: /HTTP\/400/,
    change: /firewall rule/,
  },
  {
    what: 'a rewrite that encodes quotes and percent signs once more',
    bad: { passOn: (passed) => ({ ...passed, path: passed.path.replaceAll('%22', '%2522') }) },
    finds: ['filter-users fail', 'filter-groups fail', 'encoded-spaces fail', 'encoded-quotes fail'],
    says: /look-up of a person arrives changed.*%2522/s,
    entra: /BadRequest/,
    change: /exactly as they came/,
  },
  {
    what: 'a proxy that takes a plus for a plus',
    bad: { passOn: (passed) => ({ ...passed, path: passed.path.replaceAll('+', '%2B') }) },
    finds: ['encoded-spaces fail'],
    says: /spaces .* arrives changed.*%2B/s,
    entra: /BadRequest/,
    change: /exactly as they came/,
  },
  {
    what: 'a proxy that encodes the query anew, with the same meaning',
    bad: { passOn: (passed) => ({ ...passed, path: passed.path.replaceAll('"', '%22') }) },
    finds: ['encoded-quotes warn'],
    says: /written anew on the way/,
    entra: null,
    change: /exactly as they came/,
  },
  {
    what: 'a redirect of a slash at the end',
    bad: {
      answer: ({ url }, response) =>
        url?.includes('/Users/?') === true && say(response, 308, { location: url.replace('/Users/?', '/Users?') }),
    },
    finds: ['trailing-slash fail'],
    says: /slash at its end is redirected/,
    entra: /HTTP\/308/,
    change: /without a slash at its end/,
  },
  {
    what: 'a refusal of doubled slashes',
    bad: { answer: ({ url }, response) => url?.includes('//') === true && say(response, 404, {}) },
    finds: ['trailing-slash warn'],
    says: /doubled slash is turned away/,
    entra: /HTTP\/404/,
    change: /without a slash at its end/,
  },
  {
    what: 'a proxy that removes Authorization',
    bad: { passOn: (passed) => ({ ...passed, headers: without(passed.headers, 'authorization') }) },
    finds: ['authorization fail'],
    says: /Authorization header is removed/,
    entra: /InvalidCredentials \(HTTP 401\)/,
    change: /Pass the Authorization header on/,
  },
  {
    what: 'a proxy that puts its own Authorization in',
    bad: { passOn: (passed) => ({ ...passed, headers: { ...passed.headers, authorization: 'Basic eA==' } }) },
    finds: ['authorization fail'],
    says: /Authorization header is replaced/,
    entra: /InvalidCredentials \(HTTP 401\)/,
    change: /Pass the Authorization header on/,
  },
  {
    what: 'a firewall that knows no PATCH',
    bad: { answer: ({ method }, response) => method === 'PATCH' && say(response, 405, {}) },
    finds: ['request-headers fail', 'large-body fail'],
    says: /A PATCH is turned away/,
    entra: /each update fails/,
    change: /Allow GET, POST, PUT, PATCH and DELETE/,
  },
  {
    what: 'a proxy that changes the Content-Type of requests',
    bad: {
      passOn: (passed) =>
        passed.method === 'PATCH'
          ? { ...passed, headers: { ...passed.headers, 'content-type': 'text/plain' } }
          : passed,
    },
    finds: ['request-headers fail'],
    says: /Content-Type of a body is changed.*text\/plain/s,
    entra: /415/,
    change: /Content-Type on as it came/,
  },
  {
    what: 'a cache that removes If-Match',
    bad: { passOn: (passed) => ({ ...passed, headers: without(passed.headers, 'if-match') }) },
    finds: ['request-headers warn'],
    says: /If-Match is removed/,
    entra: null,
    change: /If-Match on as it came/,
  },
  {
    what: 'a limit on bodies',
    bad: {
      answer: ({ headers }, response) =>
        Number(headers['content-length'] ?? 0) > 100_000 &&
        say(response, 413, { ...html, server: 'nginx' }, page('413')),
      giveBack: (returned) => ({ ...returned, headers: { ...returned.headers, server: 'nginx' } }),
    },
    finds: ['large-body fail'],
    says: /1 MiB does not arrive whole.*413/s,
    entra: /Groups with many members/,
    change: /client_max_body_size 3m/,
  },
  {
    what: 'a proxy that cuts bodies off',
    bad: {
      passOn: (passed) => {
        const body = passed.body.subarray(0, 65_536);
        return { ...passed, body, headers: { ...passed.headers, 'content-length': String(body.length) } };
      },
    },
    finds: ['large-body fail'],
    says: /65536 of 1048576 bytes arrive/,
    entra: /Groups with many members/,
    change: /limit on request bodies/,
  },
  {
    what: 'a proxy that serves SCIM paths alone',
    bad: { answer: ({ url }, response) => url?.includes('/oauth2/') === true && say(response, 404, {}) },
    finds: ['token-request warn'],
    says: /token endpoint does not arrive.*404/s,
    entra: /CredentialValidationUnavailable/,
    change: /\/default\/oauth2\/token/,
  },
  {
    what: 'a firewall that writes forms anew',
    bad: {
      passOn: (passed) => {
        if (passed.method !== 'POST') return passed;
        const body = Buffer.from(passed.body.toString().replaceAll('%2B', '+'));
        return { ...passed, body, headers: { ...passed.headers, 'content-length': String(body.length) } };
      },
    },
    finds: ['token-request warn'],
    says: /token endpoint arrives changed/,
    entra: /CredentialValidationUnavailable/,
    change: /reads forms/,
  },
  {
    what: 'a proxy that puts its own Host in',
    bad: { passOn: (passed) => ({ ...passed, headers: { ...passed.headers, host: '127.0.0.1:18080' } }) },
    finds: ['address warn'],
    says: /Host header is changed.*127\.0\.0\.1:18080/s,
    entra: /Location/,
    change: /Host header on/,
  },
  {
    what: 'a proxy that does not say https',
    bad: { passOn: (passed) => ({ ...passed, headers: without(passed.headers, 'x-forwarded-proto') }) },
    finds: ['address warn'],
    says: /X-Forwarded-Proto does not say https.*arrives as http:/s,
    entra: /Location/,
    change: /X-Forwarded-Proto: https/,
  },
  {
    what: 'a proxy that does not say who calls',
    bad: { passOn: (passed) => ({ ...passed, headers: without(passed.headers, 'x-forwarded-for') }) },
    finds: ['client-address warn'],
    says: /X-Forwarded-For does not arrive.*no X-Forwarded-For/s,
    entra: null,
    change: /the address of the proxy for everybody.*networks of a token/,
  },
  {
    what: 'a proxy that names its caller by something else than an address',
    bad: { passOn: (passed) => ({ ...passed, headers: { ...passed.headers, 'x-forwarded-for': 'unknown' } }) },
    finds: ['client-address warn'],
    says: /X-Forwarded-For without an address/,
    entra: null,
    change: /the address of its caller/,
  },
  {
    what: 'a proxy that believes what its caller says of itself',
    bad: {
      passOn: (passed) => {
        const [first] = String(passed.headers['x-forwarded-for']).split(', ');
        return { ...passed, headers: { ...passed.headers, 'x-forwarded-for': first } };
      },
    },
    finds: ['client-address warn'],
    says: /can claim to be at another address.*192\.0\.2\.1/s,
    entra: null,
    change: /no list of networks keeps anybody out/,
  },
  {
    what: 'a proxy that changes the Content-Type of answers',
    bad: {
      giveBack: (returned) => ({ ...returned, headers: { ...returned.headers, 'content-type': 'application/json' } }),
    },
    finds: ['response-headers warn'],
    says: /Content-Type of answers is changed/,
    entra: /validator warns/,
    change: /as Rollcall wrote it/,
  },
  {
    what: 'a proxy that removes ETag',
    bad: { giveBack: (returned) => ({ ...returned, headers: without(returned.headers, 'etag') }) },
    finds: ['response-headers warn'],
    says: /ETag is removed/,
    entra: null,
    change: /ETag on as it came/,
  },
  {
    what: 'a proxy that changes ETag where it compresses',
    bad: {
      giveBack(returned, { headers }) {
        if (headers['accept-encoding'] === undefined) return returned;
        const body = gzipSync(returned.body);
        const { etag, ...rest } = returned.headers;
        const packed = {
          'content-encoding': 'gzip',
          'content-length': String(body.length),
          etag: `${String(etag)}-gzip`,
        };
        return { ...returned, body, headers: { ...rest, ...packed } };
      },
    },
    finds: ['response-headers warn'],
    says: /ETag is changed.*when gzip is accepted/s,
    entra: null,
    change: /ETag on as it came/,
  },
  {
    what: 'a proxy that compresses unasked',
    bad: {
      giveBack(returned) {
        const body = gzipSync(returned.body);
        const packed = { 'content-encoding': 'gzip', 'content-length': String(body.length) };
        return {
          ...returned,
          body: returned.status === 204 ? returned.body : body,
          headers: { ...returned.headers, ...(returned.status === 204 ? {} : packed) },
        };
      },
    },
    finds: ['response-headers fail'],
    says: /compressed although nobody asked/,
    entra: /not able to deserialize/,
    change: /Accept-Encoding/,
  },
  {
    what: 'a server whose clock is five minutes ahead',
    bad: {
      giveBack: (returned) => ({
        ...returned,
        headers: { ...returned.headers, date: new Date(Date.now() + 300_000).toUTCString() },
      }),
    },
    finds: ['clock warn'],
    says: /clock is behind the server's.*\b(?:29\d|300) s/s,
    entra: /expired or not yet valid/,
    change: /NTP/,
  },
  {
    what: 'a link that takes its time',
    // Others wait for nothing: what is measured is how long a look-up of a person takes.
    bad: { hold: async ({ url }) => void (/\/Users\?filter=userName%20eq/.test(url ?? '') && (await sleep(600))) },
    finds: ['latency warn'],
    says: /adds much time.*\d+ ms added/s,
    entra: /Cycles take longer/,
    change: /nearer/,
  },
];
