import { probeHeader, probeReplyHeader } from '#main/application/ports/tunnel-probe.ts';
import { html, page, say, without, type Way } from './way.ts';

/** Each ends the examination: nothing behind it can be looked at. */
export const unreachable: readonly Way[] = [
  {
    what: "ngrok's page for browsers",
    bad: {
      answer: (_request, response) =>
        say(response, 200, { ...html, 'ngrok-error-code': 'ERR_NGROK_6024' }, page('Warning')),
    },
    finds: ['warning-page fail'],
    says: /web page, "Warning"/,
    entra: /not able to deserialize/,
    change: /ngrok shows its warning to browsers/,
  },
  {
    what: "Cloudflare's challenge",
    bad: {
      answer: (_request, response) => say(response, 403, { ...html, 'cf-ray': '1-FRA' }, page('Just a moment...')),
    },
    finds: ['warning-page fail'],
    says: /answers 403 with a web page, "Just a moment\.\.\."/,
    entra: /InvalidCredentials \(HTTP 403\)/,
    change: /Bot Fight Mode/,
  },
  {
    what: "a network's sign-in page",
    bad: { answer: (_request, response) => say(response, 302, { location: 'http://login.hotel.example/' }) },
    finds: ['redirect fail'],
    says: /answers 302 and sends to http:\/\/login\.hotel\.example/,
    entra: /HTTP\/302/,
    change: /Entra follows no redirect/,
  },
  {
    what: 'a redirect to another name',
    bad: { answer: ({ url }, response) => say(response, 301, { location: `https://www.example.com${url}` }) },
    finds: ['redirect fail'],
    says: /another name|www\.example\.com/,
    entra: /HTTP\/301/,
    change: /Give Entra the URL that it leads to/,
  },
  {
    what: 'another Rollcall',
    bad: {
      answer: ({ headers }, response) =>
        headers[probeHeader] === undefined
          ? say(response, 401, { 'content-type': 'application/scim+json' }, '{"detail":"no token"}')
          : say(response, 204, { [probeReplyHeader]: 'A'.repeat(43) }),
    },
    finds: ['reach fail'],
    says: /Another Rollcall answers/,
    entra: /talks to the other Rollcall/,
    change: /a second tunnel/,
  },
  {
    what: 'a gateway that reaches nobody',
    bad: { answer: (_request, response) => say(response, 502, { server: 'nginx/1.22' }) },
    finds: ['reach fail'],
    says: /no Rollcall behind it/,
    entra: /HTTP\/502/,
    change: /proxy_pass names the port/,
  },
  {
    what: 'a proxy with a sign-in of its own',
    bad: { answer: (_request, response) => say(response, 401, { 'www-authenticate': 'Basic realm="office"' }) },
    finds: ['reach fail'],
    says: /sign-in of its own/,
    entra: /InvalidCredentials \(HTTP 401\)/,
    change: /Basic realm="office"/,
  },
  {
    what: 'another server',
    bad: { answer: (_request, response) => say(response, 404, { 'content-type': 'application/json' }, '{}') },
    finds: ['reach fail'],
    says: /Another server answers/,
    entra: /HTTP\/404/,
    change: /x-probe-reply/,
  },
  {
    what: 'a proxy that takes the name of the tenant away',
    bad: { passOn: (passed) => ({ ...passed, path: passed.path.replace('/default', '') }) },
    finds: ['reach fail'],
    says: /no tenant is found\n\/default\/scim\/v2\/Users arrives as \/scim\/v2\/Users$/,
    entra: /HTTP\/404/,
    change: /Pass the path on as it came/,
  },
  {
    what: 'a proxy that removes unknown headers',
    bad: { giveBack: (returned) => ({ ...returned, headers: without(returned.headers, probeReplyHeader) }) },
    finds: ['reach fail'],
    says: /proof of Rollcall is removed/,
    entra: /./,
    change: /x-probe-reply/,
  },
  {
    what: 'a filter that writes bodies anew',
    bad: {
      giveBack: (returned) => ({
        ...returned,
        headers: without(returned.headers, 'content-length'),
        body: Buffer.from('{}'),
      }),
    },
    finds: ['reach fail'],
    says: /What Rollcall answers is changed/,
    entra: /not able to deserialize/,
    change: /rewrites bodies/,
  },
  {
    what: 'a server that hangs up',
    bad: {
      answer: (request) => {
        request.socket.destroy();
        return true;
      },
    },
    finds: ['reach fail'],
    says: /Nothing answers/,
    entra: /no secure connection/,
    change: /tunnel is up/,
  },
  {
    what: 'a server that says nothing',
    bad: { answer: () => true },
    timeLimitMs: 3_000,
    finds: ['reach fail'],
    says: /Nothing answers.*no answer within \d+ s/s,
    entra: /Timeout/,
    change: /tunnel is up/,
  },
];
