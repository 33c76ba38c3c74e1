// What makes a tenant behave like one published target system. Data only: one engine reads it, and a profile that an
// admin makes or imports is the same data.

/** Of a profile as a file. A newer one is refused, because what it means is not known. */
export const profileVersion = 1;

export type AttributeValueType = 'String' | 'Boolean' | 'Reference';

/** One row of a tutorial's attribute table. */
export interface ProfileAttribute {
  /** As Entra writes a target attribute: `phoneNumbers[type eq "work"].value`, `urn:…:User:department`, `members`. */
  readonly path: string;
  readonly type: AttributeValueType;
  /** The client may match and filter by it. */
  readonly filterable: boolean;
  readonly required: boolean;
}

/** `all`: everything the resource type's schemas have. */
export type ProfileAttributes = 'all' | readonly ProfileAttribute[];

/** What the product calls things; lower case, as in the middle of a sentence. */
export interface ProfileWords {
  readonly person: string;
  readonly people: string;
  readonly group: string;
  readonly groups: string;
  /** Of somebody with `active: true`, and with `active: false`. */
  readonly active: string;
  readonly disabled: string;
}

export interface TenantProfile {
  readonly id: string;
  readonly name: string;
  readonly users: ProfileAttributes;
  /** `none`: the product has no groups. Lists are empty then and writes answer 501. */
  readonly groups: ProfileAttributes | 'none';
  readonly words: ProfileWords;
  /** `show-once`: Rollcall keeps a hash only. `reveal-again`: the secret is kept sealed. */
  readonly tokenPolicy: 'show-once' | 'reveal-again';
  /** Whether a dialog warns, before a token is made, that it is shown once. */
  readonly warnsBeforeToken: boolean;
  /** Whether the identity provider's tenant id must be saved before a token can be made. */
  readonly needsIdpTenantId: boolean;
  /** Whether provisioning has a switch of its own, off at first; writes are refused while it is off. */
  readonly hasProvisioningSwitch: boolean;
  /** Whether people with `active: false` leave the board until they are asked for. */
  readonly hidesDisabled: boolean;
  /** Whether two groups may not share a displayName (Entra matches groups by it). */
  readonly groupNamesUnique: boolean;
  /** What a new token is called. */
  readonly tokenLabel: string;
  /** Where the product itself shows the two values, in its own words; empty for a product of nobody. */
  readonly whereToFind: string;
}
