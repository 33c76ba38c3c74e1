// Entra's own access token as the bearer token: what it sends where the Secret Token is left blank. Its audience is the same
// for every application that is not in the gallery, so issuer and tenant id are pinned, and it is off unless switched on.
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import type { Assertions } from '../ports/assertions.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProviderTokenStore, StoredProviderTokens } from '../ports/provider-token-store.ts';
import type { Secrets } from '../ports/secrets.ts';
import { invalidToken, undecided, type Admitted, type CheckProviderToken } from './authentication.ts';
import { entraIssuers } from './entra-issuers.ts';
import { createFailureLimit } from './failure-limit.ts';
import { adviseOn, generalAdvice, keysRetrySeconds, type JwtAdvice } from './jwt-checks.ts';

/** What the log and the use of a tenant's provider-issued tokens are kept by. */
export const providerCredentialId = (tenantId: string): string => `provider:${tenantId}`;

const rememberedSettingsMs = 1_000;
/** Verified tokens kept; a provider renews its token once an hour. */
const capacity = 1_000;

const advice: JwtAdvice = {
  ...generalAdvice,
  issuer:
    "The token comes from another directory. Compare the tenant ID under Credentials, Provider-issued tokens, with the one on Entra's Overview page.",
  audience:
    "The token was made for another application. If it is your provider's, add the received audience under Credentials, Provider-issued tokens.",
  subject: 'Compare the subject with the one that is set.',
  tenant:
    "The token comes from another directory. Compare the tenant ID under Credentials, Provider-issued tokens, with the one on Entra's Overview page.",
};

const enabled = ({ enabled: isOn }: StoredProviderTokens): AuthenticationCheck => ({
  check: 'enabled',
  passed: isOn,
  expected: 'provider-issued tokens are switched on',
  received: isOn ? 'on' : 'off',
  action: isOn
    ? null
    : 'The provider sent a token of its own, because its Secret Token is blank. Paste a token of Rollcall there, or switch on provider-issued tokens under Credentials.',
});

const never: StoredProviderTokens = { enabled: false, entraTenantId: null, audiences: [] };

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

interface Remembered {
  readonly settings: StoredProviderTokens;
  readonly text: string;
  readonly until: number;
}

interface Verified {
  readonly settings: StoredProviderTokens;
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
  readonly admitted: Admitted;
}

export interface ProviderTokens {
  readonly check: CheckProviderToken;
  /** To be called when a tenant's settings were changed. */
  readonly forget: (tenantId: string) => void;
}

interface ProviderTokenPorts {
  readonly providerTokens: ProviderTokenStore;
  readonly assertions: Assertions;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

/** One for each process: it remembers what it verified, and with which settings. */
export function createProviderTokens({
  providerTokens,
  assertions,
  clock,
  secrets,
}: ProviderTokenPorts): ProviderTokens {
  const remembered = new Map<string, Remembered>();
  const verified = new Map<string, Verified>();
  // While the keys cannot be had everybody gets 503: that must not be a way to fill the disk either.
  const undecidedLimit = createFailureLimit(clock);

  /** Undefined when they have to be read again: what is awaited for nothing costs as much as the rest. */
  const rememberedSettings = (tenantId: string): StoredProviderTokens | undefined => {
    const known = remembered.get(tenantId);
    return known !== undefined && clock.monotonic() < known.until ? known.settings : undefined;
  };

  /** The same object until the settings change, here or in another process. */
  const readSettings = async (tenantId: string): Promise<StoredProviderTokens> => {
    const read = (await providerTokens.find(tenantId)) ?? never;
    const text = JSON.stringify(read);
    const known = remembered.get(tenantId);
    const settings = known?.text === text ? known.settings : read;
    remembered.set(tenantId, { settings, text, until: clock.monotonic() + rememberedSettingsMs });
    return settings;
  };

  return {
    async check({ id: tenantId }, jwt, now) {
      const settings = rememberedSettings(tenantId) ?? (await readSettings(tenantId));
      const { entraTenantId, audiences } = settings;
      if (!settings.enabled || entraTenantId === null) return invalidToken([enabled(settings)]);
      const key = tenantId + textOf(secrets.sha256(jwt));
      const known = verified.get(key);
      if (known !== undefined && known.settings === settings && now < known.expiresAt) return known.admitted;
      const verdict = await assertions.verify(
        jwt,
        { issuers: entraIssuers(entraTenantId), audiences, tenantId: entraTenantId },
        now,
      );
      if (verdict.outcome === 'verified') {
        const admitted: Admitted = { ok: true, credentialId: providerCredentialId(tenantId) };
        if (verified.size >= capacity) verified.clear();
        const expiresAt = new Date(verdict.claims.expiresAtMs).toISOString();
        verified.set(key, { settings, expiresAt, admitted });
        return admitted;
      }
      // Whoever calls has made the check of the form, and lists it.
      const made = verdict.checks.filter(({ check, passed }) => check !== 'form' || !passed);
      const checks = [enabled(settings), ...adviseOn(made, advice)];
      if (verdict.outcome === 'refused') return invalidToken(checks);
      const answer = undecided(
        `The token cannot be checked: the keys of Microsoft Entra cannot be fetched at the moment. Try again in ${keysRetrySeconds} s.`,
        keysRetrySeconds,
        checks,
      );
      return { ...answer, recorded: undecidedLimit.failed(tenantId) === undefined };
    },
    forget: (tenantId) => void remembered.delete(tenantId),
  };
}
