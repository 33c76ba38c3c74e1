// The console API, declared once: the run-time list of names, the validation of inputs, the type that
// application/console must satisfy and the typed client all come from `consoleContract`.
import type { z } from 'zod';
import { auditMethods } from './audit.ts';
import { connectMethods } from './connect.ts';
import { groupMethods } from './groups.ts';
import { oauthClientMethods } from './oauth-clients.ts';
import { overviewMethods } from './overview.ts';
import { profileMethods } from './profiles.ts';
import { provisioningLogMethods } from './provisioning-log.ts';
import { recoveryKeyMethods } from './recovery-key.ts';
import { resourceTypeMethods } from './resource-types.ts';
import { roleMethods } from './roles.ts';
import { schemaMethods } from './schemas.ts';
import { sessionMethods } from './session.ts';
import { settingsMethods } from './settings.ts';
import { ssoMethods } from './sso.ts';
import { tenantMethods } from './tenants.ts';
import { tokenMethods } from './tokens.ts';
import { tunnelMethods } from './tunnel.ts';
import { userMethods } from './users.ts';
import { vaultMethods } from './vault.ts';

export const consoleContract = {
  ...tenantMethods,
  ...tokenMethods,
  ...oauthClientMethods,
  ...userMethods,
  ...roleMethods,
  ...profileMethods,
  ...connectMethods,
  ...groupMethods,
  ...provisioningLogMethods,
  ...overviewMethods,
  ...schemaMethods,
  ...resourceTypeMethods,
  ...settingsMethods,
  ...vaultMethods,
  ...recoveryKeyMethods,
  ...sessionMethods,
  ...ssoMethods,
  ...auditMethods,
  ...tunnelMethods,
};

export type ConsoleMethodName = keyof typeof consoleContract;
/** What a caller sends: defaults may be left out. */
export type ConsoleInput<Name extends ConsoleMethodName> = z.input<(typeof consoleContract)[Name]['input']>;
/** What an implementation receives: validated, defaults filled in. */
export type ConsoleParsedInput<Name extends ConsoleMethodName> = z.output<(typeof consoleContract)[Name]['input']>;
export type ConsoleOutput<Name extends ConsoleMethodName> = z.output<(typeof consoleContract)[Name]['output']>;

/**
 * The implementation: one function per method, which is told about the call it serves. Errors are thrown as ConsoleFailure and
 * become a ConsoleResult.
 */
export type ConsoleApi<Call> = {
  readonly [Name in ConsoleMethodName]: (input: ConsoleParsedInput<Name>, call: Call) => Promise<ConsoleOutput<Name>>;
};

export type { ConsoleEvent, ConsoleEventName, ConsoleEvents } from './events.ts';
export { consoleEvents } from './events.ts';
export type { ConsoleError, ConsoleErrorCode, ConsoleResult } from './result.ts';
