// The arguments of a conformance run: what is missing or cannot be is said, in words that help.
import { expect, test } from 'vitest';
import { ArgumentFailure, parseConformanceOptions } from './options.ts';

const parse = (...args: readonly string[]) => parseConformanceOptions(args, {});
const url = 'https://scim.example/v2';

test('URL and token are enough', () => {
  expect(parse('--url', `${url}/?aadOptscim062020`, '--token', 't')).toEqual({
    url,
    token: 't',
    given: {},
    suites: ['microsoft-validator', 'microsoft-gallery', 'okta-spec', 'corpus', 'rules'],
    compatibility: 'lenient',
    timeoutMs: 30_000,
    json: undefined,
    html: undefined,
    insecureTls: false,
  });
});

test('suites are chosen by name and keep their order; the token may come from the environment', () => {
  const options = parseConformanceOptions(['--url', url, '--suite', 'rules,okta-spec'], { SCIM_TOKEN: 'from-there' });
  expect(options.suites).toEqual(['okta-spec', 'rules']);
  expect(() => parseConformanceOptions(['--url', url], { SCIM_TOKEN: 'with space' })).toThrow(/characters/);
});

test('an OAuth client is given by its parts, its secrets also by the environment', () => {
  const endpoint = 'https://example.com/oauth2/token';
  const oauth = ['--token-endpoint', endpoint, '--client-id', 'id', '--federated-client-id', 'federated'];
  const { given } = parseConformanceOptions(['--url', url, '--token', 't', ...oauth], {
    SCIM_CLIENT_SECRET: 'secret',
    SCIM_CLIENT_ASSERTION: 'a.b.c',
  });
  expect(given).toEqual({
    tokenEndpoint: endpoint,
    clientId: 'id',
    clientSecret: 'secret',
    federatedClientId: 'federated',
    clientAssertion: 'a.b.c',
  });
  expect(() => parse('--url', url, '--token', 't', '--token-endpoint', 'http://example.com/token')).toThrow(
    /not encrypted/,
  );
});

test.each([
  [[], /--url/],
  [['--url', 'example'], /https:\/\/example\.com\/scim\/v2/],
  [['--url', 'ftp://x.example', '--token', 't'], /SCIM base URL/],
  [['--url', 'https://user:pass@x.example/', '--token', 't'], /--token/],
  [['--url', url], /No token/],
  [['--url', url, '--token', 't', '--suite', 'nothing'], /no suite "nothing".*rules/s],
  [['--url', url, '--token', 't', '--timeout', '0'], /above 0/],
  [['--url', url, '--token', 't', '--compatibility', 'loose'], /lenient, strict/],
  [['--url', url, '--token', 't', 'extra'], /extra|too many/],
  [['--url', url, '--token', 't', '--nonsense'], /--nonsense/],
  [['--url', 'http://scim.example/v2', '--token', 't'], /not encrypted.*--insecure-http/],
])('%j is refused, saying what to do', (args, message) => {
  expect(() => parse(...args)).toThrow(ArgumentFailure);
  expect(() => parse(...args)).toThrow(message);
});

test('this machine needs no encryption, another one only without --insecure-http', () => {
  for (const host of ['localhost:1', '127.0.0.1:7644', '[::1]:7644']) {
    expect(parse('--url', `http://${host}/scim/v2`, '--token', 't').url).toBe(`http://${host}/scim/v2`);
  }
  expect(parse('--url', 'http://scim.example/v2', '--token', 't', '--insecure-http').url).toBe(
    'http://scim.example/v2',
  );
});

test('help is no failure and names every suite', () => {
  const help = expect.objectContaining({
    isHelp: true,
    message: expect.stringMatching(/--suite.*microsoft-validator/s),
  });
  expect(() => parse('--help')).toThrow(help);
});
