/** Reminders that were pushed already, so that each comes once, also after a restart. */
export interface SentReminders {
  /** Keeps those of the keys that are new for the tenant and answers them, in the same order. */
  claim(tenantId: string, keys: readonly string[], at: string): Promise<readonly string[]>;
}
