// Pins an SSH host key: its type and the fingerprint that `ssh-keygen -lf` prints (SHA-256 of the key, base64 without
// padding). The type is pinned too, because a server has several keys and would else present another one.
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import ssh2, { type ServerHostKeyAlgorithm } from 'ssh2';
import type { HostKey } from '#shared/console-api/tunnel.ts';
import { TunnelFailure } from '../../../application/ports/tunnel-failure.ts';
import { describeBreak, readyWithinMs, type Phase, type SshServer } from './break.ts';

const hostKeyTypes = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
] as const;
export type HostKeyType = (typeof hostKeyTypes)[number];

/** A host key of a type that can be asked for. */
export interface PinnedKey extends HostKey {
  readonly type: HostKeyType;
}

/** Undefined for a type that is never asked for. */
export function pinned({ type, fingerprint }: HostKey): PinnedKey | undefined {
  const known = hostKeyTypes.find((name) => name === type);
  return known && { type: known, fingerprint };
}

/** @param blob the key as it goes over the wire */
export const fingerprintOf = (blob: Uint8Array): string =>
  `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;

/** An RSA key signs with SHA-2; its old signatures over SHA-1 are not taken. */
export const algorithmsOf = (type: HostKeyType): ServerHostKeyAlgorithm[] =>
  type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type];

/** The type's name is the first field of the key (RFC 4253 §6.6). */
const hostKeyOf = (blob: Buffer): HostKey => ({
  type: blob.toString('latin1', 4, 4 + blob.readUInt32BE(0)),
  fingerprint: fingerprintOf(blob),
});

/**
 * Asks a server for its host key, to show it before it is trusted. The connection ends there: neither a user name nor a
 * key was sent. Rejects with a TunnelFailure when no key can be read.
 */
export async function readHostKey({ host, port }: SshServer): Promise<HostKey> {
  const socket = connect({ host, port });
  const client = new ssh2.Client();
  try {
    return await new Promise<HostKey>((resolve, reject) => {
      let phase: Phase = 'reaching';
      const fail = (cause?: Error): void => {
        const error = describeBreak(cause, phase, { host, port });
        reject(new TunnelFailure(error, cause === undefined ? undefined : { cause }));
      };
      client.on('connect', () => void (phase = 'handshake'));
      client.on('error', fail);
      client.on('close', () => fail());
      client.connect({
        sock: socket,
        username: '',
        readyTimeout: readyWithinMs,
        algorithms: { serverHostKey: hostKeyTypes.flatMap(algorithmsOf) },
        hostVerifier: (blob: Buffer): boolean => {
          resolve(hostKeyOf(blob));
          return false;
        },
      });
    });
  } finally {
    socket.destroy();
  }
}
