// How often a property is tried. `npm run nightly` sets the variable; everything else takes the small numbers.

/** Set by test/nightly.ts. */
export const nightlyVariable = 'ROLLCALL_NIGHTLY';

export const isNightly = process.env[nightlyVariable] !== undefined;

/** The number of runs: the first one always, the second one at night. */
export const propertyRuns = (always: number, nightly: number): number => (isNightly ? nightly : always);

/** A seed that is the same on every run, except at night: fast-check prints it when a property fails. */
export const propertySeed = (seed: number): { seed?: number } => (isNightly ? {} : { seed });
