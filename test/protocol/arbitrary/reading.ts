// Holds readers to what every one of them promises: an input is read or refused with a ScimError, and soon.
import { compatibilities } from '#shared/scim/compatibility.ts';
import { createDeviations, type Deviations } from '#main/protocol/deviations.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';

/** CPU milliseconds of this thread that one input may cost one reader. */
export const budget = 30;

/** By name, what reads an input; it may throw ScimErrors. */
export type Readers<Input> = Readonly<Record<string, (input: Input, deviations: Deviations) => unknown>>;

/** CPU time, which other processes do not lengthen; the best of five before a slow one is believed. */
function cpuMs(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5 && best > budget; attempt += 1) {
    const start = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** What is wrong with how the readers take the input; nothing as a rule. */
export function faultsOf<Input>(readers: Readers<Input>, input: Input): readonly string[] {
  return Object.entries(readers).flatMap(([name, read]) =>
    compatibilities.flatMap((compatibility) => {
      let fault: string | undefined;
      const spent = cpuMs(() => {
        try {
          read(input, createDeviations(compatibility));
        } catch (error) {
          if (error instanceof ScimError && error.status < 500 && error.detail !== '') return;
          fault = `${name} (${compatibility}) threw ${String(error)}`;
        }
      });
      if (fault !== undefined) return [fault];
      return spent > budget ? [`${name} (${compatibility}) took ${spent} ms`] : [];
    }),
  );
}
