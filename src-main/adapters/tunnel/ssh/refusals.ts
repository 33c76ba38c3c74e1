// What keeps a session from starting, and the three ways in which a server that was reached is still no tunnel: another
// host key, no port, no URL.
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import type { TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import type { SessionPlan } from './session-plan.ts';
import type { ShellService } from './shell-services.ts';

type SshConfig = TunnelConfigOf<'ssh'>;

/** @param presented undefined when the server has no key of the pinned type any more */
export const hostKeyMismatch = ({ host, port, hostKey }: SessionPlan, presented: string | undefined): TunnelError => ({
  code: 'HOST_KEY_MISMATCH',
  message:
    presented === undefined
      ? `${host}:${port} has no ${hostKey.type} host key any more; ${hostKey.fingerprint} was expected. Nothing was sent to it.`
      : `${host}:${port} presented the ${hostKey.type} host key ${presented}; ${hostKey.fingerprint} was expected. Nothing was sent to it.`,
  action:
    'Ask whoever runs the server whether its key was changed (ssh-keygen -lf there shows it). If so, read and trust the new key; if not, somebody is in between.',
  retryable: false,
});

/** Retryable: after a broken link the server keeps the port until it drops the dead session. */
export const portRefused = ({ host, port, bind }: SessionPlan): TunnelError => ({
  code: 'PORT_REFUSED',
  message: `${host}:${port} does not listen on ${bind.host}:${bind.port} for this Rollcall: that is not permitted there, or taken.`,
  action:
    'Check permitlisten in the authorized_keys line, AllowTcpForwarding in sshd_config, and what else listens on that port. After a broken link it is free again once the server has dropped the old session.',
  retryable: true,
});

export const noUrlPrinted = ({ host }: SessionPlan, withinMs: number): TunnelError => ({
  code: 'SERVICE',
  message: `${host} took the tunnel but printed no address of it within ${withinMs / 1000} s.`,
  action: 'Read its lines in the log: it may want an account, or be out of order. Rollcall tries again by itself.',
  retryable: true,
});

export const keyUnreadable = (privateKey: string | undefined): TunnelError => ({
  code: 'AUTH',
  message:
    privateKey === undefined
      ? 'There is no key to sign in with.'
      : 'The private key cannot be read: it is no OpenSSH key, or is locked with a passphrase.',
  action: 'Let Rollcall make a key, and put its authorized_keys line on the server.',
  retryable: false,
});

export const hostKeyMissing = ({ host, port, hostKey }: SshConfig): TunnelError => ({
  code: 'HOST_KEY_MISMATCH',
  message:
    hostKey === null
      ? `The host key of ${host}:${port} was not approved yet.`
      : `The host key of ${host}:${port} is pinned as ${hostKey.type}, a type that Rollcall does not take.`,
  action: "Read the server's host key, compare it with what ssh-keygen -lf prints on the server, and approve it.",
  retryable: false,
});

export const urlMissing = ({ host }: SshConfig, services: readonly ShellService[]): TunnelError => ({
  code: 'SERVICE',
  message: `${host} is not known to print the public URL (${services.map((service) => service.host).join(', ')} are).`,
  action: "Enter the URL of the proxy that stands in front of the server's port.",
  retryable: false,
});
