/** Runs things later; tests bring their own. */
export interface Timers {
  /** Runs it once after so many milliseconds of a clock that never jumps; the answer keeps it from running. */
  after(ms: number, run: () => void): () => void;
}
