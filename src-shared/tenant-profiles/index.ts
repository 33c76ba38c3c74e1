import { generic } from './generic.ts';

export const tenantProfiles = { generic } as const;
export type ProfileId = keyof typeof tenantProfiles;
export const profileIds = Object.keys(tenantProfiles) as [ProfileId, ...ProfileId[]];
