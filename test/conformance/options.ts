import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { compatibilities, type Compatibility } from '#shared/scim/compatibility.ts';
import { suites } from './suites.ts';

export interface ConformanceOptions {
  /** Tenant URL, as an identity provider would be given it. */
  readonly url: string;
  readonly token: string;
  /** What cases ask for as `given`: of an OAuth client, as far as it was given. */
  readonly given: Readonly<Record<string, string>>;
  /** Ids of suites, in the order they are played. */
  readonly suites: readonly string[];
  readonly compatibility: Compatibility;
  readonly timeoutMs: number;
  readonly json: string | undefined;
  readonly html: string | undefined;
  readonly insecureTls: boolean;
}

/** The arguments cannot be used; the message says why. `isHelp` when the text was asked for. */
export class ArgumentFailure extends Error {
  override readonly name = 'ArgumentFailure';
  readonly isHelp: boolean;

  constructor(message: string, isHelp = false) {
    super(message);
    this.isHelp = isHelp;
  }
}

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('Give the SCIM base URL, for example https://example.com/scim/v2.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('Leave user and password out of the URL and give the token with --token.');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function readSuites(text: string): readonly string[] {
  const known = suites.map(({ id }) => id);
  const asked = text.split(',').filter((id) => id !== '');
  const unknown = asked.filter((id) => !known.includes(id));
  if (asked.length > 0 && unknown.length === 0) return known.filter((id) => asked.includes(id));
  throw new InvalidArgumentError(`There is no suite "${unknown.join(', ')}". There are ${known.join(', ')}.`);
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 600) return seconds;
  throw new InvalidArgumentError('Give seconds above 0, at most 600.');
}

interface Parsed {
  readonly url: string;
  readonly token?: string;
  readonly tokenEndpoint?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly federatedClientId?: string;
  readonly clientAssertion?: string;
  readonly suite: readonly string[];
  readonly compatibility: Compatibility;
  readonly timeout: number;
  readonly json?: string;
  readonly html?: string;
  readonly insecureHttp: boolean;
  readonly insecureTls: boolean;
}

const command = (written: string[]): Command =>
  new Command('npm run conformance --')
    .description('Plays published acceptance tests and real request shapes against a SCIM 2.0 service.')
    .requiredOption('--url <url>', 'SCIM base URL of the service (the Tenant URL)', readUrl)
    .option('--token <token>', 'bearer token; or set SCIM_TOKEN, which no list of processes shows')
    .option('--token-endpoint <url>', 'where OAuth clients of the service get their access tokens', readUrl)
    .option('--client-id <id>', 'of an OAuth client that has a secret')
    .option('--client-secret <secret>', 'its secret; or set SCIM_CLIENT_SECRET')
    .option('--federated-client-id <id>', 'of an OAuth client that is known by an assertion')
    .option('--client-assertion <jwt>', 'the assertion; or set SCIM_CLIENT_ASSERTION')
    .option('--suite <ids>', `with commas: ${suites.map(({ id }) => id).join(', ')}`, readSuites)
    .addOption(
      new Option('--compatibility <mode>', 'what the service tolerates beside the RFC')
        .choices([...compatibilities])
        .default('lenient'),
    )
    .option('--timeout <seconds>', 'until a request is given up', readSeconds, 30)
    .option('--json <file>', 'write the report as JSON')
    .option('--html <file>', 'write the report as one HTML file')
    .option('--insecure-http', 'send the token unencrypted to another machine', false)
    .option('--insecure-tls', 'take any certificate', false)
    .addHelpText(
      'after',
      `
Everything is made under random names and deleted again. Exit code 0: no mandatory case failed. 1: one did. 2: the
arguments cannot be used, or the service cannot be reached with them.`,
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => written.push(text), writeErr: (text) => written.push(text) });

/** What was given, without what was not. */
function givenIn(parsed: Parsed, environment: NodeJS.ProcessEnv): ConformanceOptions['given'] {
  const {
    tokenEndpoint,
    clientId,
    federatedClientId,
    clientSecret = environment['SCIM_CLIENT_SECRET'],
    clientAssertion = environment['SCIM_CLIENT_ASSERTION'],
  } = parsed;
  const all = { tokenEndpoint, clientId, clientSecret, federatedClientId, clientAssertion };
  return Object.fromEntries(Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined));
}

/** A secret may travel unencrypted on this machine, and elsewhere where it was said so. */
function requireEncrypted(url: string, parsed: Parsed): void {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' || loopback.test(hostname) || parsed.insecureHttp) return;
  throw new ArgumentFailure(
    `${url} is not encrypted, and the token would be readable on the way. Use https, or add --insecure-http.`,
  );
}

/** @param environment where SCIM_TOKEN, SCIM_CLIENT_SECRET and SCIM_CLIENT_ASSERTION may stand */
export function parseConformanceOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ConformanceOptions {
  const written: string[] = [];
  const program = command(written);
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new ArgumentFailure(written.join('').trim() || error.message, error.exitCode === 0);
  }
  if (program.args.length > 0) throw new ArgumentFailure(`"${program.args[0]}" is no option. --help shows them.`);
  const parsed = program.opts<Parsed>();
  const token = parsed.token ?? environment['SCIM_TOKEN'] ?? '';
  if (token === '') throw new ArgumentFailure('No token: give --token, or set SCIM_TOKEN.');
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ArgumentFailure('The token holds characters that no header may hold. Give it without spaces and quotes.');
  }
  requireEncrypted(parsed.url, parsed);
  if (parsed.tokenEndpoint !== undefined) requireEncrypted(parsed.tokenEndpoint, parsed);
  return {
    url: parsed.url,
    token,
    given: givenIn(parsed, environment),
    suites: parsed.suite ?? suites.map(({ id }) => id),
    compatibility: parsed.compatibility,
    timeoutMs: parsed.timeout * 1000,
    json: parsed.json,
    html: parsed.html,
    insecureTls: parsed.insecureTls,
  };
}
