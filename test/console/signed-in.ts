// A Rollcall whose single sign-on is enforced, and people who are signed in to it: stored as a real sign-in stores them, so
// that a test needs no identity provider where it is not about one.
import { createSessions } from '#main/application/sign-in/sessions.ts';
import type { CallOrigin } from '#main/application/console/call.ts';
import type { Identity } from '#shared/console-api/session.ts';
import type { Permission } from '#shared/console-api/permissions.ts';
import type { RollcallForTest } from '../rollcall.ts';
import { addUser } from './people.ts';

const issuer = 'https://login.example.test';

const identityOf = (subject: string, appRoles: readonly string[]): Identity => ({
  issuer,
  subject,
  entraTenantId: null,
  name: `Signed in as ${subject}`,
  userName: null,
  appRoles: [...appRoles],
});

/** From now on the console asks everybody to sign in; the people of the first tenant decide. */
export async function enforceSignIn({ ports, tenant }: RollcallForTest): Promise<void> {
  const at = ports.clock.now();
  await ports.sso.update(() => ({
    connected: true,
    provider: { kind: 'oidc', issuer, clientId: 'rollcall' },
    directoryTenantId: tenant.id,
    administratorAppRole: 'Rollcall.Admin',
    personAppRole: 'Rollcall.User',
    administrators: [],
    test: { at, identity: identityOf('tester', []), authenticatedAt: at },
    enforcedAt: at,
  }));
  // A call makes this process see what another one might have set.
  await ports.sso.get();
}

async function open(rollcall: RollcallForTest, identity: Identity): Promise<CallOrigin> {
  const { ports } = rollcall;
  const signIn = await createSessions(ports.sessions, ports).open({ identity, authenticatedAt: ports.clock.now() });
  return { via: 'browser', signIn };
}

/** Somebody whom the app role makes an administrator. */
export const signInAdministrator = (rollcall: RollcallForTest): Promise<CallOrigin> =>
  open(rollcall, identityOf('admin', ['Rollcall.Admin']));

export interface SignedInPerson {
  readonly origin: CallOrigin;
  readonly userId: string;
  readonly roleId: string;
  /** From now on the role has exactly these. */
  permit(...permissions: readonly Permission[]): Promise<void>;
}

/** A provisioned person of the first tenant with a role of their own, which permits nothing yet. */
export async function signInPerson(rollcall: RollcallForTest, name: string): Promise<SignedInPerson> {
  const { ports, tenant } = rollcall;
  const userId = await addUser(rollcall, `${name}@example.test`, { displayName: name, externalId: name });
  const roleId = ports.secrets.uuid();
  const role = { id: roleId, name: `Role of ${name}`, description: '', permissions: [] };
  await ports.roles.create(tenant.id, { ...role, isDefault: false, isLocked: false }, ports.clock.now());
  await rollcall.core.call('users.set', { tenantId: tenant.id, id: userId, roleId }, { via: 'host' });
  return {
    origin: await open(rollcall, identityOf(name, ['Rollcall.User'])),
    userId,
    roleId,
    permit: (...permissions) => ports.roles.update(tenant.id, roleId, { permissions }),
  };
}
