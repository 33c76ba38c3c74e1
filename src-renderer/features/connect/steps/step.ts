// A tutorial's steps as data. What is said is a key of the locale; what the step is about is a fact of Rollcall's.
import type { EvidenceKind } from '#shared/console-api/connect.ts';
import type { TenantProfile, Tutorial } from '#shared/tenant-profiles/index.ts';

export type StepText =
  | 'provisioningOn'
  | 'tenantIdEntra'
  | 'tenantIdOther'
  | 'tokenOnce'
  | 'tokenAgain'
  | 'entraGalleryApp'
  | 'entraOwnApp'
  | 'entraAssign'
  | 'entraAssignOne'
  | 'entraConfiguration'
  | 'entraCredentials'
  | 'entraCreate'
  | 'entraProperties'
  | 'entraUserMapping'
  | 'entraGroupMapping'
  | 'entraNoGroupMapping'
  | 'entraOnDemand'
  | 'entraStart'
  | 'entraMode'
  | 'entraAdminCredentials'
  | 'entraNotification'
  | 'entraUserMappings'
  | 'entraGroupMappings'
  | 'entraNoGroupMappings'
  | 'entraStatus'
  | 'oktaApp'
  | 'oktaConnection'
  | 'oktaActions'
  | 'oktaActionsNoGroups'
  | 'oktaTest'
  | 'oktaToApp'
  | 'oktaAssign'
  | 'oktaPushGroups'
  | 'oneloginApp'
  | 'oneloginConfiguration'
  | 'oneloginTemplate'
  | 'oneloginEnable'
  | 'oneloginProvisioning'
  | 'oneloginAssign'
  | 'oneloginGroups'
  | 'jumpcloudApp'
  | 'jumpcloudSettings'
  | 'jumpcloudTest'
  | 'jumpcloudActivate'
  | 'jumpcloudUserGroups'
  | 'jumpcloudUserGroupsOnly'
  | 'clientValues'
  | 'clientTest'
  | 'clientCreate'
  | 'clientNoGroups'
  | 'watchUpdate'
  | 'watchGroup'
  | 'watchMember'
  | 'watchDisable'
  | 'watchHide'
  | 'watchCycle';

/** What is said below a step's text, quieter. */
export type StepNote =
  | 'singleSignOnSame'
  | 'singleSignOnSeparate'
  | 'singleSignOnIndependent'
  | 'testFails'
  | 'testFailsThere'
  | 'testLeavesNothing'
  | 'warned'
  | 'never';

/** What is done here and not at the provider. */
export type StepControl = 'provisioning' | 'idpTenantId' | 'token';

/** A value to paste, under the name that the provider asks for it. */
export interface StepField {
  readonly value: 'tenantUrl' | 'secretToken' | 'userName' | 'oneloginTemplate';
  readonly label:
    | 'tenantUrl'
    | 'secretToken'
    | 'scimConnectorBaseUrl'
    | 'uniqueIdentifier'
    | 'authorization'
    | 'scimBaseUrl'
    | 'scimBearerToken'
    | 'scimJsonTemplate'
    | 'baseUrl'
    | 'tokenKey'
    | 'bearerToken';
}

/** What shows that a step was done: a request that was seen, or a setting of the tenant. */
export type Proof = EvidenceKind | 'idpTenantIdSaved' | 'provisioningOn';

export interface Step {
  readonly text: StepText;
  readonly notes?: readonly StepNote[];
  readonly control?: StepControl;
  /** In the order they are asked for. */
  readonly fields?: readonly StepField[];
  readonly seenBy?: Proof;
}

/** What the steps of a provider depend on. */
export interface StepFacts {
  readonly profile: TenantProfile;
  /** Absent: nobody has published one for the profile. */
  readonly tutorial: Tutorial | undefined;
}

export type Steps = (facts: StepFacts) => readonly Step[];

/** What to do about a failed connection test; a tutorial has advice for the product itself. */
export const onFailure = ({ tutorial }: StepFacts): StepNote =>
  tutorial === undefined ? 'testFails' : 'testFailsThere';

/** Whether the tenant's product knows groups at all. */
export const hasGroups = ({ profile }: StepFacts): boolean => profile.groups !== 'none';
