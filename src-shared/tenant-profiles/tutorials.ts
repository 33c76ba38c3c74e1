// What the published provisioning tutorials say that is not how the product behaves: names, and advice for the provider's side.
import { rfpio } from './rfpio.ts';
import { signInEnterprise } from './sign-in-enterprise.ts';
import { simpleInOut } from './simple-in-out.ts';
import { soSafe } from './sosafe.ts';

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

const published: ReadonlyMap<string, Tutorial> = new Map([
  [
    simpleInOut.id,
    { application: 'Simple In/Out', tokenName: 'Bearer Token', singleSignOn: 'same', startsWithOne: false },
  ],
  [
    signInEnterprise.id,
    {
      application: 'Sign In Enterprise Host Provisioning',
      tokenName: 'Token',
      singleSignOn: 'separate',
      startsWithOne: false,
    },
  ],
  [soSafe.id, { application: 'SoSafe', tokenName: 'Token', singleSignOn: 'same', startsWithOne: false }],
  [rfpio.id, { application: 'RFPIO', tokenName: 'SCIM API Token', singleSignOn: 'independent', startsWithOne: true }],
]);

/** The tutorial of a profile; undefined for one that nobody has published a tutorial for. */
export const tutorialOf = (profileId: string): Tutorial | undefined => published.get(profileId);
