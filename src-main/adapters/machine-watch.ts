// Notices what a tunnel should be looked at for: the machine slept, or it came into another network. Both are seen by
// looking now and then, so that it works without Electron and on every system.
import { networkInterfaces } from 'node:os';
import type { Timers } from '../application/ports/timers.ts';

/** What is looked at; tests bring their own. */
export interface MachineFacts {
  /** Wall clock, in milliseconds. */
  readonly now: () => number;
  /** The addresses of this machine, as one text that changes when one of them does. */
  readonly addresses: () => string;
}

const lookMs = 5_000;
/** A look this much later than asked for was slept through; a busy machine is not that late. */
const sleptMs = 10_000;

const thisMachine: MachineFacts = {
  now: () => Date.now(),
  addresses: () =>
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal }) => !internal)
      .map(({ address }) => address)
      .toSorted()
      .join(' '),
};

/** Calls after each wake and each change of network; the answer ends the watch. */
export function watchMachine(changed: () => void, timers: Timers, facts: MachineFacts = thisMachine): () => void {
  let lookedAt = facts.now();
  let addresses = facts.addresses();
  let cancel = timers.after(lookMs, look);
  function look(): void {
    const now = facts.now();
    const found = facts.addresses();
    const isOther = found !== addresses || now - lookedAt > lookMs + sleptMs;
    lookedAt = now;
    addresses = found;
    cancel = timers.after(lookMs, look);
    if (isOther) changed();
  }
  return () => cancel();
}
