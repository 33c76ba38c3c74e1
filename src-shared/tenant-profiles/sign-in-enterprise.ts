// Sign In Enterprise as its host provisioning tutorial describes it: 10 attributes of a host, 2 of a host group. A host that
// is unassigned becomes invisible and is never deleted.
import { enterpriseUserSchema as enterprise } from '../scim/urn.ts';
import { flag, reference, text } from './profile-attribute.ts';
import type { TenantProfile } from './profile.ts';

export const signInEnterprise: TenantProfile = {
  id: 'sign-in-enterprise',
  name: 'Sign In Enterprise',
  users: [
    text('userName', { filterable: true, required: true }),
    flag('active'),
    text('emails[type eq "work"].value', { required: true }),
    text('name.givenName', { required: true }),
    text('name.familyName', { required: true }),
    text('phoneNumbers[type eq "work"].value'),
    text('phoneNumbers[type eq "mobile"].value'),
    text(`${enterprise}:organization`),
    text(`${enterprise}:department`),
    text('emails[type eq "other"].value'),
  ],
  groups: [text('displayName', { filterable: true, required: true }), reference('members')],
  words: {
    person: 'host',
    people: 'hosts',
    group: 'host group',
    groups: 'host groups',
    active: 'visible',
    disabled: 'invisible',
  },
  tokenPolicy: 'show-once',
  warnsBeforeToken: false,
  needsIdpTenantId: false,
  hasProvisioningSwitch: false,
  hidesDisabled: true,
  groupNamesUnique: true,
  tokenLabel: 'SCIM Host Provisioning',
  whereToFind: 'Preferences > General > SCIM Host Provisioning',
};
