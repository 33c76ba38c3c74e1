// An own server for the SSH tunnel, with a key of this Rollcall that may forward one of its ports.
import { createSshTunnel } from '#main/adapters/tunnel/ssh/ssh-tunnel.ts';
import { createUserKey, type UserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import type { TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import { authorizedKeysLine, type RemoteBind } from '#shared/tunnel/ssh-server.ts';
import { freePort } from '../free-port.ts';
import { startSshd, type SshdForTest } from '../sshd.ts';
import { startSession, targetOf, type SessionForTest } from './session.ts';

export type SshConfig = TunnelConfigOf<'ssh'>;

export interface OwnServer extends AsyncDisposable {
  readonly sshd: SshdForTest;
  /** The port of the server that is forwarded to this machine. */
  readonly bind: RemoteBind;
  readonly key: UserKey;
  config(changes?: Partial<SshConfig>): SshConfig;
  /** Starts a session that leads to a port of this machine. */
  connect(port: number, changes?: Partial<SshConfig>): Promise<SessionForTest>;
}

/** @param more lines of its sshd_config */
export async function startOwnServer(more = ''): Promise<OwnServer> {
  const bind = { host: '127.0.0.1', port: await freePort() };
  const key = createUserKey();
  const sshd = await startSshd(more);
  sshd.authorize(authorizedKeysLine(key.publicKey, bind));
  const config: OwnServer['config'] = (changes = {}) => ({
    provider: 'ssh',
    host: '127.0.0.1',
    port: sshd.port,
    user: sshd.user,
    remoteHost: bind.host,
    remotePort: bind.port,
    hostKey: sshd.hostKey(),
    url: `http://127.0.0.1:${bind.port}`,
    privateKey: key.privateKey,
    ...changes,
  });
  return {
    sshd,
    bind,
    key,
    config,
    connect: (port, changes) => startSession(createSshTunnel(), config(changes), targetOf(port)),
    [Symbol.asyncDispose]: () => sshd[Symbol.asyncDispose](),
  };
}
