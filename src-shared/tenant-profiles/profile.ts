/** What makes a tenant behave like one published target system. Data only: one engine reads it. */
export interface TenantProfile {
  readonly id: string;
  readonly name: string;
  /** `show-once`: Rollcall keeps a hash only. */
  readonly tokenPolicy: 'show-once' | 'reveal-again';
  /** Whether two groups may not share a displayName (Entra matches groups by it). */
  readonly groupNamesUnique: boolean;
}
