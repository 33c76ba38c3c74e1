import type { TenantProfile } from './profile.ts';

/** Everything RFC 7643 has. */
export const generic = {
  id: 'generic',
  name: 'Generic SCIM 2.0',
  tokenPolicy: 'show-once',
  groupNamesUnique: true,
} as const satisfies TenantProfile;
