// How often a property is tried. `npm run nightly` sets the variable; everything else takes the small numbers and the same
// cases each time, so that a change is blamed for what it breaks and luck for nothing.
import * as fc from 'fast-check';

/** Set by test/nightly.ts. */
export const nightlyVariable = 'ROLLCALL_NIGHTLY';

const isNightly = process.env[nightlyVariable] !== undefined;

// At night the seed is new; fast-check prints it when a property fails.
if (!isNightly) fc.configureGlobal({ seed: 20_260_101 });

/** The number of runs: the first one always, the second one at night. */
export const propertyRuns = (always: number, nightly: number): number => (isNightly ? nightly : always);
