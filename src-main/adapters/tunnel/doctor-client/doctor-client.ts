import type { DoctorClient } from '../../../application/ports/doctor-client.ts';
import type { ProbeKey } from '../../../application/ports/tunnel-probe.ts';
import { shakeHands } from './handshake.ts';
import { openLine } from './line.ts';

/** Entra's own limit is not documented. 1 MiB over a slow line needs most of this. */
const defaultTimeLimitMs = 15_000;

export interface DoctorClientOptions {
  readonly key: ProbeKey;
  /** PEM of the authorities that are trusted instead of the public ones. */
  readonly ca?: string;
  readonly timeLimitMs?: number;
}

/** Asks over the network of this machine, as far outside as it gets from here. */
export function createDoctorClient({ key, ca, timeLimitMs = defaultTimeLimitMs }: DoctorClientOptions): DoctorClient {
  return {
    open: (origin) => openLine(origin, { key, timeLimitMs, ca }),
    handshake: (origin, only) => shakeHands({ origin, only, ca, timeLimitMs }),
    now: () => Date.now(),
  };
}
