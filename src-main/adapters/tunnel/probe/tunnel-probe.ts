import { randomBytes } from 'node:crypto';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import {
  probeHeader,
  probeReplyHeader,
  type ProbeKey,
  type ProbeOutcome,
  type TunnelProbe,
} from '../../../application/ports/tunnel-probe.ts';
import { ask } from './ask.ts';
import { explainAnswer, explainFault } from './explain-failure.ts';

const timeLimitMs = 10_000;

export interface TunnelProbeOptions {
  readonly key: ProbeKey;
  /** The slug of a tenant: the probe takes the path that Entra takes, which is all that a reverse proxy may let through. */
  readonly slug: () => Promise<string>;
  readonly timeLimitMs?: number;
}

/** Probes over the network of this machine, as far outside as it gets from here. */
export function createTunnelProbe({ key, slug, timeLimitMs: limit = timeLimitMs }: TunnelProbeOptions): TunnelProbe {
  return {
    async probe(url, signal): Promise<ProbeOutcome> {
      const startedAt = performance.now();
      const nonce = randomBytes(16).toString('base64url');
      const target = new URL(`${tenantPath(await slug())}/ServiceProviderConfig`, url);
      try {
        const answer = await ask(
          target,
          { [probeHeader]: nonce },
          AbortSignal.any([signal, AbortSignal.timeout(limit)]),
        );
        const { status, headers, ms } = answer;
        const reply = headers[probeReplyHeader];
        if (reply === key.reply(nonce)) return { ok: true, ms, status };
        return { ok: false, ms, status, error: explainAnswer(answer, reply?.toString()) };
      } catch (fault) {
        signal.throwIfAborted();
        // Node wraps the reason of an abort; the limit's own reason is the one to tell.
        const reason = (fault as Error).name === 'AbortError' ? ((fault as Error).cause ?? fault) : fault;
        const ms = Math.round(performance.now() - startedAt);
        return { ok: false, ms, status: null, error: explainFault(reason, target, limit) };
      }
    },
  };
}
