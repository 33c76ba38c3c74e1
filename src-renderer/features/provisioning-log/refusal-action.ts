// Where the advice of a failed check leads, if it is settled on a page of ours.
import type { AuthenticationCheck, SettledBy } from '#shared/console-api/provisioning-log.ts';
import { printHash } from '#renderer/ui/hash-route.ts';

export interface RefusalAction {
  readonly text: 'createToken' | 'createClient' | 'credentials' | 'providerTokens' | 'tunnel' | SettledBy['step'];
  readonly href: string;
}

const page = 'credentials';
const createToken: RefusalAction = { text: 'createToken', href: printHash(page, { dialog: 'create-token' }) };
const credentials: RefusalAction = { text: 'credentials', href: printHash(page) };
const clients: RefusalAction = { text: 'credentials', href: printHash(page, { kind: 'client' }) };
const providerTokens: RefusalAction = { text: 'providerTokens', href: printHash(page, { dialog: 'provider-tokens' }) };

/** Checks that are not among these are settled at the provider, or by themselves. */
const actions: Readonly<Partial<Record<AuthenticationCheck['check'], RefusalAction>>> = {
  tunnelNetwork: { text: 'tunnel', href: printHash('tunnel') },
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

const dialogOf: Readonly<Record<SettledBy['step'], string>> = {
  editToken: 'edit',
  rotateToken: 'rotate',
  editClient: 'edit-client',
  addSecret: 'add-secret',
  showConnection: 'connection',
};

/** The dialog of the very credential where the check names one. */
export const refusalAction = ({ check, settledBy }: AuthenticationCheck): RefusalAction | undefined =>
  settledBy === undefined
    ? actions[check]
    : { text: settledBy.step, href: printHash(page, { dialog: dialogOf[settledBy.step], id: settledBy.id }) };
