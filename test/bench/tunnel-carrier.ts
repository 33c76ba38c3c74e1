// The SSH tunnel in a process of its own, as the application has it, so that it does not share an event loop with the
// load. Its orders come over stdin, because there is a private key in them; it ends when stdin does.
import { text } from 'node:stream/consumers';
import ssh2 from 'ssh2';
import { createSshTunnel } from '#main/adapters/tunnel/ssh/ssh-tunnel.ts';
import type { TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import { startSession, targetOf } from '../tunnel/session.ts';

export interface CarrierOrders {
  readonly config: TunnelConfigOf<'ssh'>;
  /** Of the public listener. */
  readonly port: number;
  /** False: as it would be if the tunnel left Nagle's algorithm on. */
  readonly noDelay: boolean;
}

const { config, port, noDelay } = JSON.parse(await text(process.stdin)) as CarrierOrders;
if (!noDelay) Object.assign(ssh2.Client.prototype, { setNoDelay: () => undefined });
const session = await startSession(createSshTunnel(), config, targetOf(port));
process.stdout.write(`${await session.linked}\n`);
process.once('SIGTERM', () => void session.stop());
