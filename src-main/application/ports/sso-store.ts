import type { Administrator, SsoProvider } from '#shared/console-api/sso.ts';
import type { SignedIn } from './identity-provider.ts';

/** The settings of single sign-on as they are stored. After a disconnect they stay, as what the form begins with. */
export interface SsoSettings {
  readonly connected: boolean;
  readonly provider: SsoProvider;
  readonly directoryTenantId: string;
  readonly administratorAppRole: string | null;
  readonly personAppRole: string | null;
  readonly administrators: readonly Administrator[];
  /** The test sign-in since these settings were saved. */
  readonly test: ({ readonly at: string } & SignedIn) | null;
  readonly enforcedAt: string | null;
}

/** One set of settings for the whole console. */
export interface SsoStore {
  /** Undefined when it was never set up. */
  get(): Promise<SsoSettings | undefined>;
  /** `change` is pure and synchronous and sees the settings inside the transaction; what it throws undoes it. */
  update(change: (current: SsoSettings | undefined) => SsoSettings): Promise<SsoSettings>;
}
