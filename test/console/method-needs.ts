// What every console method needs, written down a second time: a method whose need changes, and a new one, has to be
// changed here too. With an input each that is valid and names the tenant.
import type { ConsoleMethodName } from '#shared/console-api/index.ts';
import type { Need } from '#shared/console-api/method.ts';
import type { Permission } from '#shared/console-api/permissions.ts';

export interface MethodNeed {
  readonly needs: Need;
  /** Beside `tenantId`. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Another input of the same method, which needs one more permission. */
  readonly also?: { readonly input: Readonly<Record<string, unknown>>; readonly permission: Permission };
}

const person = { id: 'x', displayName: 'X' };

export const methodNeeds: Readonly<Record<ConsoleMethodName, MethodNeed>> = {
  'tenants.list': { needs: 'signedIn' },
  'tenants.create': { needs: 'administrator', input: { name: 'X', slug: 'x' } },
  'tenants.set': { needs: 'settings.edit' },
  'tenants.checkProfile': { needs: 'tenants.edit', input: { profile: 'generic' } },
  'tenants.setProfile': { needs: 'tenants.edit', input: { profile: 'generic' } },
  'tenants.duplicate': { needs: 'administrator', input: { name: 'X', slug: 'x' } },
  'tenants.archive': { needs: 'tenants.edit', input: { archived: true } },
  'tenants.export': { needs: 'tenants.edit' },
  'tenants.remove': { needs: 'administrator', input: { slug: 'x' } },
  'profiles.list': { needs: 'signedIn' },
  'profiles.save': { needs: 'administrator', input: { profile: {} } },
  'profiles.remove': { needs: 'administrator', input: { id: 'x' } },
  'tokens.list': { needs: ['credentials.view', 'connect.view'] },
  'tokens.create': { needs: 'credentials.edit', input: { label: 'X' } },
  'tokens.set': { needs: 'credentials.edit', input: { id: 'x' } },
  'tokens.reveal': { needs: 'credentials.reveal', input: { id: 'x' } },
  'tokens.rotate': { needs: 'credentials.edit', input: { id: 'x' } },
  'tokens.revoke': { needs: 'credentials.edit', input: { id: 'x' } },
  'tokens.remove': { needs: 'credentials.edit', input: { id: 'x' } },
  'oauthClients.list': { needs: 'credentials.view' },
  'oauthClients.create': { needs: 'credentials.edit', input: { label: 'X' } },
  'oauthClients.set': { needs: 'credentials.edit', input: { id: 'x' } },
  'oauthClients.addSecret': { needs: 'credentials.edit', input: { id: 'x' } },
  'oauthClients.revokeSecret': { needs: 'credentials.edit', input: { id: 'x', secretId: 'x' } },
  'oauthClients.revoke': { needs: 'credentials.edit', input: { id: 'x' } },
  'oauthClients.remove': { needs: 'credentials.edit', input: { id: 'x' } },
  'providerTokens.get': { needs: 'credentials.view' },
  'providerTokens.set': { needs: 'credentials.edit', input: { enabled: false, entraTenantId: null } },
  'connect.get': { needs: 'connect.view' },
  'users.list': { needs: 'people.view' },
  'users.facets': { needs: 'people.view' },
  'users.get': { needs: 'people.view', input: { id: 'x' } },
  'users.create': {
    needs: 'people.edit',
    input: { userName: 'x', displayName: 'X' },
    also: { input: { userName: 'x', roleId: 'x' }, permission: 'people.setRole' },
  },
  'users.set': {
    needs: 'people.edit',
    input: person,
    also: { input: { ...person, roleId: 'x' }, permission: 'people.setRole' },
  },
  'users.remove': { needs: 'people.delete', input: { id: 'x' } },
  'users.history': { needs: 'people.view', input: { id: 'x' } },
  'roles.list': { needs: ['roles.view', 'people.view'] },
  'roles.create': { needs: 'roles.edit', input: { name: 'X' } },
  'roles.set': { needs: 'roles.edit', input: { id: 'x' } },
  'roles.setDefault': { needs: 'roles.edit', input: { id: 'x' } },
  'roles.remove': { needs: 'roles.edit', input: { id: 'x', moveTo: 'y' } },
  'groups.list': { needs: 'groups.view' },
  'groups.get': { needs: 'groups.view', input: { id: 'x' } },
  'groups.members': { needs: 'groups.view', input: { groupId: 'x' } },
  'provisioningLog.list': { needs: 'provisioningLog.view' },
  'provisioningLog.get': { needs: 'provisioningLog.view', input: { seq: 1 } },
  'overview.get': { needs: 'signedIn' },
  'schemas.list': { needs: 'settings.view' },
  'schemas.save': { needs: 'settings.edit', input: { schema: {} } },
  'schemas.remove': { needs: 'settings.edit', input: { id: 'x' } },
  'resourceTypes.list': { needs: 'settings.view' },
  'resourceTypes.save': { needs: 'settings.edit', input: { resourceType: {} } },
  'resourceTypes.remove': { needs: 'settings.edit', input: { name: 'X' } },
  'settings.get': { needs: 'signedIn' },
  'vault.get': { needs: 'settings.view' },
  'vault.setProtection': { needs: 'administrator', input: { protection: 'key-file' } },
  'vault.unlock': { needs: 'settings.view', input: { passphrase: 'not the right one' } },
  'vault.recover': { needs: 'administrator', input: { recoveryKey: 'x' } },
  'recoveryKey.get': { needs: 'signedIn' },
  'recoveryKey.create': { needs: 'administrator' },
  'recoveryKey.reveal': { needs: 'administrator' },
  'recoveryKey.drill': { needs: 'signedIn', input: { key: 'x' } },
  'recoveryKey.unlock': { needs: 'anyone', input: { key: 'x' } },
  'session.get': { needs: 'anyone' },
  'session.beginSignIn': { needs: 'anyone' },
  'session.finishSignIn': { needs: 'anyone', input: { attemptId: 'x' } },
  'session.cancelSignIn': { needs: 'anyone', input: { attemptId: 'x' } },
  'session.confirm': { needs: 'signedIn' },
  'session.lock': { needs: 'anyone' },
  'sso.get': { needs: 'settings.view' },
  'sso.save': {
    needs: 'administrator',
    input: {
      provider: { kind: 'oidc', issuer: 'https://login.example.test', clientId: 'x' },
      directoryTenantId: 'x',
    },
  },
  'sso.beginTest': { needs: 'administrator' },
  'sso.finishTest': { needs: 'administrator', input: { attemptId: 'x' } },
  'sso.enforce': { needs: 'administrator' },
  'sso.removeAdministrator': { needs: 'administrator', input: { issuer: 'x', subject: 'x' } },
  'sso.disconnect': { needs: 'administrator' },
  'audit.list': { needs: 'audit.view' },
  'audit.verify': { needs: 'audit.view' },
  'audit.export': { needs: 'audit.export' },
};
