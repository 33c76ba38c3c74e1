// Where the advice of a failed check leads, if it is settled on a page of ours.
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import { printHash } from '#renderer/ui/hash-route.ts';

export interface RefusalAction {
  readonly text: 'createToken' | 'createClient' | 'credentials' | 'providerTokens';
  readonly href: string;
}

const page = 'credentials';
const createToken: RefusalAction = { text: 'createToken', href: printHash(page, { dialog: 'create-token' }) };
const credentials: RefusalAction = { text: 'credentials', href: printHash(page) };
const clients: RefusalAction = { text: 'credentials', href: printHash(page, { kind: 'client' }) };
const providerTokens: RefusalAction = { text: 'providerTokens', href: printHash(page, { dialog: 'provider-tokens' }) };

/** Checks that are not among these are settled at the provider, or by themselves. */
const actions: Readonly<Partial<Record<AuthenticationCheck['check'], RefusalAction>>> = {
  header: createToken,
  form: createToken,
  known: createToken,
  tenant: createToken,
  revoked: createToken,
  expired: credentials,
  network: credentials,
  scope: credentials,
  client: { text: 'createClient', href: printHash(page, { dialog: 'create-client' }) },
  clientSecret: clients,
  subject: clients,
  issuer: providerTokens,
  audience: providerTokens,
  enabled: providerTokens,
};

export const refusalAction = (check: AuthenticationCheck['check']): RefusalAction | undefined => actions[check];
