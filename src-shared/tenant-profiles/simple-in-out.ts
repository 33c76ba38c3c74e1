// Simple In/Out as its provisioning tutorial describes it: 8 attributes of a user, 2 of a group. No e-mail address and no
// name.*: displayName is who somebody is on the board.
import { flag, reference, text } from './profile-attribute.ts';
import type { TenantProfile } from './profile.ts';

export const simpleInOut: TenantProfile = {
  id: 'simple-in-out',
  name: 'Simple In/Out',
  users: [
    text('userName', { filterable: true, required: true }),
    flag('active'),
    text('displayName', { filterable: true, required: true }),
    text('title'),
    text('phoneNumbers[type eq "work"].value'),
    text('phoneNumbers[type eq "mobile"].value'),
    text('phoneNumbers[type eq "fax"].value'),
    text('externalId', { required: true }),
  ],
  groups: [text('displayName', { filterable: true, required: true }), reference('members')],
  words: {
    person: 'user',
    people: 'users',
    group: 'group',
    groups: 'groups',
    active: 'active',
    disabled: 'disabled',
  },
  tokenPolicy: 'reveal-again',
  warnsBeforeToken: false,
  needsIdpTenantId: false,
  hasProvisioningSwitch: false,
  hidesDisabled: false,
  groupNamesUnique: true,
  tokenLabel: 'Bearer Token',
  whereToFind: 'Settings > ENTERPRISE > Single Sign On',
};
