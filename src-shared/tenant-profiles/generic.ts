// Everything RFC 7643 has.
import type { TenantProfile } from './profile.ts';

export const generic: TenantProfile = {
  id: 'generic',
  name: 'Generic SCIM 2.0',
  users: 'all',
  groups: 'all',
  words: {
    person: 'user',
    people: 'users',
    group: 'group',
    groups: 'groups',
    active: 'active',
    disabled: 'disabled',
  },
  tokenPolicy: 'show-once',
  warnsBeforeToken: false,
  needsIdpTenantId: false,
  hasProvisioningSwitch: false,
  hidesDisabled: false,
  groupNamesUnique: true,
  tokenLabel: 'Secret Token',
  whereToFind: '',
};
