import { createHmac, randomBytes } from 'node:crypto';
import type { ProbeKey } from '../../../application/ports/tunnel-probe.ts';

/** A new key for this start, in memory only. */
export function createProbeKey(): ProbeKey {
  const key = randomBytes(32);
  return { reply: (nonce) => createHmac('sha256', key).update(nonce).digest('base64url') };
}
