/** Picks members of a list, repeatably: the same seed picks the same ones. Nobody is picked twice. */
export interface Chance {
  pick<Item>(from: readonly Item[]): Item;
}

/** mulberry32: 32 bits of state are plenty for a dozen picks. */
export function createChance(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const taken = new Set<unknown>();
  return {
    pick(from) {
      const free = from.filter((item) => !taken.has(item));
      const picked = free[Math.floor(next() * free.length)];
      if (picked === undefined) throw new Error(`Nobody is left to pick among ${from.length}.`);
      taken.add(picked);
      return picked;
    },
  };
}
