import { generic } from './generic.ts';
import type { TenantProfile } from './profile.ts';
import { rfpio } from './rfpio.ts';
import { signInEnterprise } from './sign-in-enterprise.ts';
import { simpleInOut } from './simple-in-out.ts';
import { soSafe } from './sosafe.ts';

export type {
  AttributeValueType,
  ProfileAttribute,
  ProfileAttributes,
  ProfileWords,
  TenantProfile,
} from './profile.ts';
export { profileVersion } from './profile.ts';
export { tutorialOf, type Tutorial } from './tutorials.ts';

/** The profiles that come with Rollcall, in the order they are offered. */
export const builtInProfiles: readonly TenantProfile[] = [generic, simpleInOut, signInEnterprise, soSafe, rfpio];

/** Of the first tenant, and of a tenant whose profile is not said. */
export const defaultProfile = generic;
