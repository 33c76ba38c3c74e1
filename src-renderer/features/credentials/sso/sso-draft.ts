// What is typed into Connect Single Sign-On, before Rollcall has checked it.
import type { ConsoleInput } from '#shared/console-api/index.ts';
import type { SsoState } from '#shared/console-api/sso.ts';

export interface SsoDraft {
  readonly kind: 'entra' | 'oidc';
  readonly entraTenantId: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly directoryTenantId: string;
  readonly administratorAppRole: string;
  readonly personAppRole: string;
}

/** What is saved already, or what a new one begins with. */
export function draftOf(state: SsoState, tenantId: string): SsoDraft {
  const { provider } = state;
  return {
    kind: provider?.kind ?? 'entra',
    entraTenantId: provider?.kind === 'entra' ? provider.entraTenantId : '',
    issuer: provider?.kind === 'oidc' ? provider.issuer : '',
    clientId: provider?.clientId ?? '',
    directoryTenantId: state.directoryTenantId ?? tenantId,
    administratorAppRole: provider === null ? 'Rollcall.Admin' : (state.administratorAppRole ?? ''),
    personAppRole: provider === null ? 'Rollcall.User' : (state.personAppRole ?? ''),
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export const inputOf = (draft: SsoDraft): ConsoleInput<'sso.save'> => ({
  provider:
    draft.kind === 'entra'
      ? { kind: 'entra', entraTenantId: draft.entraTenantId, clientId: draft.clientId }
      : { kind: 'oidc', issuer: draft.issuer.trim(), clientId: draft.clientId },
  directoryTenantId: draft.directoryTenantId,
  administratorAppRole: orNull(draft.administratorAppRole),
  personAppRole: orNull(draft.personAppRole),
});
