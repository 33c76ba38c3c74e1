// Why an SSH session could not come up or broke off, in the tunnel's words. Host key and refused port are told apart
// where they happen, the rest by how far the session had come.
import type { TunnelError } from '#shared/console-api/tunnel.ts';

/** How far a session has come. */
export type Phase = 'reaching' | 'handshake' | 'authentication' | 'forwarding' | 'linked';

export interface SshServer {
  readonly host: string;
  readonly port: number;
}

/** From the first packet to being signed in. */
export const readyWithinMs = 10_000;

type SshError = Error & { readonly level?: string; readonly code?: string | number };

const unreachable = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ECONNREFUSED', 'ENETDOWN'];
const retry = 'Rollcall tries again by itself.';

const broken = (code: TunnelError['code'], message: string, action: string, retryable = true): TunnelError => ({
  code,
  message,
  action,
  retryable,
});

/** @param error undefined when the connection was closed without a word */
export function describeBreak(error: SshError | undefined, phase: Phase, { host, port }: SshServer): TunnelError {
  const server = `${host}:${port}`;
  const reason = error === undefined ? '' : ` (${error.message})`;
  if (error?.level === 'client-authentication' || /authentication failures/i.test(reason)) {
    return broken(
      'AUTH',
      `${server} did not accept the key of this Rollcall.`,
      "Check the user name, and that the authorized_keys line shown here is in that user's ~/.ssh/authorized_keys.",
      false,
    );
  }
  if (phase === 'reaching') return notReached(error, server);
  if (error?.message === 'Keepalive timeout') {
    return broken('OFFLINE', `${server} has stopped answering.`, `Check the network and the server. ${retry}`);
  }
  if (phase === 'handshake' && error?.level === 'handshake') {
    return broken(
      'SERVICE',
      `${server} and Rollcall have no SSH algorithm in common${reason}.`,
      'Update the SSH server; it must offer curve25519 or ECDH key exchange and AES or ChaCha20.',
      false,
    );
  }
  if (phase === 'linked' || phase === 'forwarding') {
    return broken('SERVICE', `${server} ended the SSH session${reason}.`, `Check the server's log. ${retry}`);
  }
  return broken(
    'SERVICE',
    `${server} took the connection but did not finish the SSH handshake${reason}.`,
    `Check that an SSH server listens on port ${port} and is not overloaded (MaxStartups). ${retry}`,
  );
}

function notReached(error: SshError | undefined, server: string): TunnelError {
  const code = String(error?.code ?? '');
  if (code === 'ETIMEDOUT' || error?.level === 'client-timeout') {
    return broken(
      'BLOCKED_PORT',
      `${server} does not answer: the packets are dropped on the way.`,
      `Let the network's firewall pass that port, or let the SSH server also listen on 443. ${retry}`,
    );
  }
  const why: Record<string, string> = {
    ENOTFOUND: 'its name is not known',
    EAI_AGAIN: 'its name cannot be looked up now',
    ECONNREFUSED: 'nothing listens there',
  };
  const known = unreachable.includes(code) ? (why[code] ?? 'there is no way to it') : (error?.message ?? 'it hung up');
  return broken(
    'OFFLINE',
    `${server} cannot be reached: ${known}.`,
    `Check host, port and this computer's network. ${retry}`,
  );
}
