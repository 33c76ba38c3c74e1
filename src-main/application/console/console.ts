// The console API: what the contract declares, implemented over the ports.
import type { ConsoleApi } from '#shared/console-api/index.ts';
import { createAuditMethods } from './audit.ts';
import type { ConsoleCall } from './call.ts';
import { createConnectMethods } from './connect.ts';
import type { ConsoleContext } from './context.ts';
import { createGroupMethods } from './groups.ts';
import { createOAuthClientMethods } from './oauth-clients.ts';
import { createOverviewMethods } from './overview.ts';
import { createProfileMethods } from './profiles.ts';
import { createProviderTokenMethods } from './provider-tokens.ts';
import { createProvisioningLogMethods } from './provisioning-log.ts';
import { createRecoveryKeyMethods } from './recovery-key.ts';
import { createResourceTypeMethods } from './resource-types.ts';
import { createRoleMethods } from './roles.ts';
import { createSchemaMethods } from './schemas.ts';
import { createSessionMethods } from './session.ts';
import { createSettingsMethods } from './settings.ts';
import { createSsoMethods } from './sso.ts';
import { createTenantMethods } from './tenants.ts';
import { createTokenMethods } from './tokens.ts';
import { createTunnelMethods } from './tunnel.ts';
import { createUserMethods } from './users.ts';
import { createVaultMethods } from './vault.ts';

export function createConsole(context: ConsoleContext): ConsoleApi<ConsoleCall> {
  return {
    ...createTenantMethods(context),
    ...createProfileMethods(context),
    ...createTokenMethods(context),
    ...createOAuthClientMethods(context),
    ...createProviderTokenMethods(context),
    ...createConnectMethods(context),
    ...createUserMethods(context),
    ...createRoleMethods(context),
    ...createGroupMethods(context),
    ...createProvisioningLogMethods(context),
    ...createOverviewMethods(context),
    ...createSchemaMethods(context),
    ...createResourceTypeMethods(context),
    ...createSettingsMethods(context),
    ...createVaultMethods(context),
    ...createRecoveryKeyMethods(context),
    ...createSessionMethods(context),
    ...createSsoMethods(context),
    ...createAuditMethods(context),
    ...createTunnelMethods(context),
  };
}
