/** Tries of one secret that a person types. Times are ISO 8601 UTC. */
export interface Tries {
  /**
   * Counts a try as a wrong one before it is looked at, so that tries made at once are counted too. False, and not counted,
   * when `limit` of them are newer than `since`.
   */
  beginTry(at: string, since: string, limit: number): Promise<boolean>;
  /** When the counted tries newer than `since` were made, ascending. */
  tries(since: string): Promise<readonly string[]>;
  /** The secret was given: no try counts any more. */
  forgetTries(): Promise<void>;
}
