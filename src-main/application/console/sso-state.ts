import type { SsoProvider, SsoState } from '#shared/console-api/sso.ts';
import type { SsoSettings } from '../ports/sso-store.ts';

const stateOf = ({ connected, test, enforcedAt }: SsoSettings): SsoState['state'] => {
  if (!connected) return 'off';
  if (enforcedAt !== null) return 'enforced';
  return test === null ? 'saved' : 'tested';
};

const never = {
  state: 'off',
  provider: null,
  directoryTenantId: null,
  administratorAppRole: null,
  personAppRole: null,
  administrators: [],
  testedAt: null,
  testedBy: null,
  enforcedAt: null,
} satisfies Omit<SsoState, 'redirectUri'>;

/** The settings as the console shows them; what was never set up is off. */
export function toSsoState(settings: SsoSettings | undefined, redirectUri: string): SsoState {
  if (settings === undefined) return { ...never, redirectUri };
  const { provider, directoryTenantId, administratorAppRole, personAppRole, administrators, test, enforcedAt } =
    settings;
  return {
    state: stateOf(settings),
    provider,
    directoryTenantId,
    administratorAppRole,
    personAppRole,
    administrators: [...administrators],
    redirectUri,
    testedAt: test?.at ?? null,
    testedBy: test?.identity.name ?? null,
    enforcedAt,
  };
}

/** Whether who signed in with one is known to the other. */
export const isSameProvider = (left: SsoProvider, right: SsoProvider): boolean =>
  left.kind === right.kind &&
  left.clientId === right.clientId &&
  (left.kind === 'entra'
    ? right.kind === 'entra' && left.entraTenantId === right.entraTenantId
    : right.kind === 'oidc' && left.issuer === right.issuer);
