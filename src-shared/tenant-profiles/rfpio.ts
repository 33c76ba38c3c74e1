// RFPIO as its provisioning tutorial describes it: users only. Its attribute list is not published in text, so it has what
// the core User schema has.
import type { TenantProfile } from './profile.ts';

export const rfpio: TenantProfile = {
  id: 'rfpio',
  name: 'RFPIO',
  users: 'all',
  groups: 'none',
  words: {
    person: 'user',
    people: 'users',
    group: 'group',
    groups: 'groups',
    active: 'active',
    disabled: 'disabled',
  },
  tokenPolicy: 'show-once',
  warnsBeforeToken: true,
  needsIdpTenantId: false,
  hasProvisioningSwitch: true,
  hidesDisabled: false,
  groupNamesUnique: true,
  tokenLabel: 'SCIM API Token',
  whereToFind: 'Organization Settings > USER MANAGEMENT > SECURITY > SCIM',
};
