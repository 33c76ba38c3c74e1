import { drillDueDays, type RecoveryKeyState } from '#shared/console-api/recovery-key.ts';
import type { Ports } from '../ports/ports.ts';
import { pausedUntil } from './limited-tries.ts';
import { mayReveal } from './recovery-policy.ts';

type Sources = Parameters<typeof mayReveal>[0] & { readonly ports: Ports };

const dayMs = 24 * 60 * 60 * 1000;

/** When a drill is due: so long after the last one, or after the key was made where there was none. */
const drillDueAt = (createdAt: string, drilledAt: string | undefined): string =>
  new Date(Date.parse(drilledAt ?? createdAt) + drillDueDays * dayMs).toISOString();

/** What every console may know of the recovery key. */
export async function recoveryState(sources: Sources): Promise<RecoveryKeyState> {
  const { ports } = sources;
  const [stored, revealable, paused] = await Promise.all([
    ports.recoveryKeys.get(),
    mayReveal(sources),
    pausedUntil(ports.recoveryKeys, ports.clock.now()),
  ]);
  if (stored === undefined) {
    return { exists: false, createdAt: null, revealable: false, drilledAt: null, drillDue: false, pausedUntil: null };
  }
  return {
    exists: true,
    createdAt: stored.createdAt,
    revealable: stored.sealed !== undefined && revealable,
    drilledAt: stored.drilledAt ?? null,
    drillDue: drillDueAt(stored.createdAt, stored.drilledAt) <= ports.clock.now(),
    pausedUntil: paused,
  };
}
