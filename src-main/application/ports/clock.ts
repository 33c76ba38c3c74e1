/** What time it is; tests bring their own. */
export interface Clock {
  /** Wall clock, ISO 8601 UTC with milliseconds. */
  now(): string;
  /** Milliseconds of a clock that never jumps, for durations and limits. */
  monotonic(): number;
}
