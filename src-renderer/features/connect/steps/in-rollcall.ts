// What the product itself asks for before a provider can reach it. All of it follows from the profile.
import type { ProviderId } from '../providers.ts';
import type { Step, StepFacts } from './step.ts';

const provisioningOn: Step = { text: 'provisioningOn', control: 'provisioning', seenBy: 'provisioningOn' };

const tenantId = (provider: ProviderId): Step => ({
  text: provider === 'entra' ? 'tenantIdEntra' : 'tenantIdOther',
  control: 'idpTenantId',
  seenBy: 'idpTenantIdSaved',
});

export function inRollcall({ profile }: StepFacts, provider: ProviderId): readonly Step[] {
  return [
    ...(profile.hasProvisioningSwitch ? [provisioningOn] : []),
    ...(profile.needsIdpTenantId ? [tenantId(provider)] : []),
    {
      text: profile.tokenPolicy === 'reveal-again' ? 'tokenAgain' : 'tokenOnce',
      ...(profile.warnsBeforeToken ? { notes: ['warned'] as const } : {}),
      control: 'token',
      seenBy: 'tokenCreated',
    },
  ];
}
