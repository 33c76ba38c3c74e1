// What the published provisioning tutorials say that is not how the product behaves: names, and advice for the provider's side.

export interface Tutorial {
  /** What the application is called in Entra's gallery. */
  readonly application: string;
  /** What the product calls the token where it shows it. */
  readonly tokenName: string;
  /** Whether the application that serves single sign-on may serve provisioning as well. */
  readonly singleSignOn: 'same' | 'separate' | 'independent';
  /** Whether exactly one person is assigned first; otherwise one or two. */
  readonly startsWithOne: boolean;
}

/** By the id of the profile they made. */
export const tutorials: Readonly<Record<string, Tutorial>> = {
  'simple-in-out': {
    application: 'Simple In/Out',
    tokenName: 'Bearer Token',
    singleSignOn: 'same',
    startsWithOne: false,
  },
  'sign-in-enterprise': {
    application: 'Sign In Enterprise Host Provisioning',
    tokenName: 'Token',
    singleSignOn: 'separate',
    startsWithOne: false,
  },
  sosafe: {
    application: 'SoSafe',
    tokenName: 'Token',
    singleSignOn: 'same',
    startsWithOne: false,
  },
  rfpio: {
    application: 'RFPIO',
    tokenName: 'SCIM API Token',
    singleSignOn: 'independent',
    startsWithOne: true,
  },
};
