import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { tunnelProviderIds, type TunnelErrorCode, type TunnelStatus } from '#shared/console-api/tunnel.ts';
import { printReport } from '#shared/tunnel/print-report.ts';
import { CallFailure, connectToServer, type Connection } from './connection.ts';
import { print, printable, printJson, printTable, shortTime } from './output.ts';
import { configFrom, type TunnelOptions } from './tunnel-config.ts';
import { verb } from './verb.ts';

interface StartOptions extends TunnelOptions {
  readonly autoStop?: number;
  readonly wait: boolean;
  /** False empties the list. */
  readonly allowNetwork?: readonly string[] | false;
}

const pollMs = 300;
/** A new name needs up to a minute in the DNS. */
const waitMs = 90_000;

const whole = (text: string): number => {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
};

/** Of an option that is repeated: all that was given so far. */
const collect = (text: string, before?: readonly string[]): readonly string[] => [...(before ?? []), text];

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** How what only an admin can settle is settled on the command line. */
const ways: Readonly<Partial<Record<TunnelErrorCode, string>>> = {
  AUTH: ' On the command line: tunnel start --secret-file <file>.',
  BIN_UNTRUSTED: ' On the command line: tunnel start --approve-sha256 <hex>.',
  HOST_KEY_MISMATCH: ' On the command line: tunnel start --host-key "<the line that ssh-keygen -lf prints>".',
};

const errorText = ({ message, action, code, retryable }: NonNullable<TunnelStatus['lastError']>): string =>
  printable(`${message} ${action} (${code})${retryable ? '' : (ways[code] ?? '')}`);

/** Said of a tunnel that is off, where that is not the whole truth. */
function sayWhatStays({ provider, state }: TunnelStatus): void {
  if (provider !== 'own-url' || (state !== 'stopped' && state !== 'failed')) return;
  say('The proxy at your own URL may still lead here: Rollcall only watches it and cannot stop it.');
}

/** Follows it until it is up; CallFailure when it gave up, or when it takes too long. */
async function untilUp(connection: Connection): Promise<TunnelStatus> {
  const giveUpAt = performance.now() + waitMs;
  let told = '';
  for (;;) {
    // One look after the other, with a pause between them.
    /* oxlint-disable no-await-in-loop */
    const { status } = await connection.call('tunnel.get', {});
    if (status.state === 'up') return status;
    const { state, lastError } = status;
    if (state === 'failed' || state === 'stopped') {
      throw new CallFailure(lastError === null ? 'The tunnel was stopped.' : errorText(lastError));
    }
    const line = lastError === null ? `${state} …` : `${state}: ${errorText(lastError)}`;
    if (line !== told) say(line);
    told = line;
    if (performance.now() > giveUpAt) {
      throw new CallFailure('The tunnel is not up yet. It keeps trying: "tunnel status" tells how it goes on.');
    }
    await sleep(pollMs);
    /* oxlint-enable no-await-in-loop */
  }
}

function printStatus(status: TunnelStatus): void {
  const { provider, state, since, url, urlStable, plaintextSeenBy, reconnects, lastError, autoStopAt } = status;
  const { publishedUrl, allowedNetworks } = status;
  printTable(
    ['PROVIDER', 'STATE', 'SINCE', 'URL', 'STABLE', 'PLAINTEXT SEEN BY', 'RECONNECTS', 'STOPS AT'],
    [
      [
        provider ?? '-',
        state,
        shortTime(since),
        url ?? '-',
        urlStable ? 'yes' : 'no',
        plaintextSeenBy,
        String(reconnects),
        shortTime(autoStopAt),
      ],
    ],
  );
  if (lastError !== null) say(errorText(lastError));
  sayWhatStays(status);
  if (allowedNetworks.length > 0) say(`Requests from outside must come from ${allowedNetworks.join(', ')}.`);
  if (publishedUrl !== null && url !== null && publishedUrl !== url) {
    say(`Entra was given ${publishedUrl}, which is no longer the URL. Change the Tenant URL there.`);
  }
}

export function addTunnelVerbs(program: Command): void {
  const tunnel = program.command('tunnel').description('the public URL of the running server');

  tunnel
    .command('start')
    .description('make the server public; what is not named stays as it was saved')
    .addOption(new Option('--provider <id>', 'who carries it').choices(tunnelProviderIds))
    .option('--url <origin>', 'the public URL, as https://scim.example.com (own-url, cloudflare-named, ssh)')
    .option('--domain <name>', 'the domain of the account (ngrok)')
    .option('--host <name>', 'the SSH server')
    .option('--port <n>', "the SSH server's port", whole)
    .option('--user <name>', 'the user on the SSH server')
    .option('--remote-host <address>', 'the address that the SSH server is to listen on')
    .option('--remote-port <n>', 'the port that the SSH server is to listen on', whole)
    .option('--host-key <key>', "the SSH server's key, as ssh-ed25519 SHA256:… or as ssh-keygen -lf prints it")
    .option('--approve-sha256 <hex>', 'the SHA-256 that cloudflared must have')
    .option('--secret-file <file>', 'the file of the token, the authtoken or the private key; - reads stdin')
    .option(
      '--allow-network <cidr>',
      'where requests from outside must come from; repeat it for each, the list is replaced',
      collect,
    )
    .option('--no-allow-network', 'empty that list: requests may come from anywhere')
    .option('--auto-stop <minutes>', 'stop by itself after so many minutes', whole)
    .option('--no-wait', 'return as soon as it is begun')
    .action(
      verb<StartOptions>(async (connection, options) => {
        const { allowNetwork, wait, autoStop, json, ...named } = options;
        const view = await connection.call('tunnel.get', {});
        const config = configFrom(named, view);
        if (autoStop !== undefined && !['stopped', 'failed', 'stopping'].includes(view.status.state)) {
          throw new CallFailure(
            `The tunnel is ${view.status.state}, and when it stops by itself is set as it starts. Run tunnel stop first.`,
          );
        }
        if (config !== undefined || allowNetwork !== undefined) {
          await connection.call('tunnel.configure', {
            ...(config === undefined ? {} : { config }),
            ...(allowNetwork === undefined ? {} : { allowedNetworks: [...(allowNetwork || [])] }),
          });
        }
        const begun = await connection.call('tunnel.start', { autoStopMinutes: autoStop ?? null });
        const status = wait ? await untilUp(connection) : begun;
        if (json) printJson(status);
        else if (status.state === 'up' && status.url !== null) print(status.url);
        else printStatus(status);
      }, connectToServer),
    );

  tunnel
    .command('status')
    .description('how the tunnel is')
    .action(
      verb(async (connection, { json }) => {
        const { status } = await connection.call('tunnel.get', {});
        if (json) printJson(status);
        else printStatus(status);
      }, connectToServer),
    );

  tunnel
    .command('stop')
    .description('go private: returns when nothing of the tunnel is left')
    .action(
      verb(async (connection, { json }) => {
        const status = await connection.call('tunnel.stop', {});
        if (json) printJson(status);
        else print('The tunnel is stopped.');
        sayWhatStays(status);
      }, connectToServer),
    );

  tunnel
    .command('doctor')
    .description('ask the public URL as Entra would; exit code 1 when a check fails')
    .option('--url <origin>', "another URL than the tunnel's own")
    .action(
      verb<{ url?: string }>(async (connection, { json, url }) => {
        const report = await connection.call('tunnel.doctor', { url: url ?? null });
        if (json) printJson(report);
        else print(printReport(report));
        if (report.findings.some(({ result }) => result === 'fail')) process.exitCode = 1;
      }, connectToServer),
    );
}
