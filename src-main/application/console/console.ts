// The console API: what the contract declares, implemented over the ports. Nothing is thrown across a transport:
// a call answers a ConsoleResult, and what was not foreseen is reported to the host and answered without its internals.
import {
  consoleContract,
  type ConsoleApi,
  type ConsoleErrorCode,
  type ConsoleMethodName,
  type ConsoleResult,
} from '#shared/console-api/index.ts';
import { DefinitionFault } from '../../protocol/schema/definitions/definition-fault.ts';
import { StoreError, type StoreErrorCode } from '../ports/store-error.ts';
import { VaultFailure } from '../ports/vault-failure.ts';
import { ConsoleFailure } from './console-failure.ts';
import { createConnectMethods } from './connect.ts';
import type { ConsoleContext } from './context.ts';
import { createGroupMethods } from './groups.ts';
import { createOverviewMethods } from './overview.ts';
import { createProfileMethods } from './profiles.ts';
import { createProvisioningLogMethods } from './provisioning-log.ts';
import { createResourceTypeMethods } from './resource-types.ts';
import { createRoleMethods } from './roles.ts';
import { createSchemaMethods } from './schemas.ts';
import { createSettingsMethods } from './settings.ts';
import { createTenantMethods } from './tenants.ts';
import { createTokenMethods } from './tokens.ts';
import { createTunnelMethods } from './tunnel.ts';
import { createUserMethods } from './users.ts';

export function createConsole(context: ConsoleContext): ConsoleApi {
  return {
    ...createTenantMethods(context),
    ...createProfileMethods(context),
    ...createTokenMethods(context),
    ...createConnectMethods(context),
    ...createUserMethods(context),
    ...createRoleMethods(context),
    ...createGroupMethods(context),
    ...createProvisioningLogMethods(context),
    ...createOverviewMethods(context),
    ...createSchemaMethods(context),
    ...createResourceTypeMethods(context),
    ...createSettingsMethods(context),
    ...createTunnelMethods(context),
  };
}

const codeOf: Readonly<Record<StoreErrorCode, ConsoleErrorCode>> = {
  'not-found': 'not-found',
  uniqueness: 'conflict',
  'invalid-position': 'invalid-input',
  busy: 'unavailable',
  full: 'unavailable',
  'newer-database': 'unavailable',
  corrupt: 'unavailable',
  'not-writable': 'unavailable',
  locked: 'unavailable',
  closed: 'unavailable',
};

const codeOfFault: Readonly<Record<DefinitionFault['kind'], ConsoleErrorCode>> = {
  invalid: 'invalid-input',
  conflict: 'conflict',
};

const failed = (code: ConsoleErrorCode, detail: string): ConsoleResult<never> => ({
  ok: false,
  error: { code, detail },
});

const isMethod = (name: string): name is ConsoleMethodName => Object.hasOwn(consoleContract, name);

/** `limit: Too big: expected number to be <=200` for each fault, so that a caller can mend its input at once. */
const faultsIn = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): string =>
  issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');

/** Receives what was not foreseen, with the method it happened in. */
export type ReportFault = (fault: unknown, where: string) => void;

/**
 * Calls one method by name with whatever arrived. Never rejects.
 * @param report where a fault goes that is no answer: to the host's diagnostic log
 */
export async function callConsole(
  api: ConsoleApi,
  name: string,
  input: unknown,
  report: ReportFault,
): Promise<ConsoleResult<unknown>> {
  if (!isMethod(name)) {
    return failed(
      'unknown-method',
      `The console has no method "${name}". It has ${Object.keys(consoleContract).join(', ')}.`,
    );
  }
  const parsed = consoleContract[name].input.safeParse(input);
  if (!parsed.success) return failed('invalid-input', `${name} was not called: ${faultsIn(parsed.error.issues)}`);
  try {
    // The contract pairs each name with its own input, which the compiler cannot follow through a variable.
    const run = api[name] as (parsedInput: unknown) => Promise<unknown>;
    return { ok: true, value: await run(parsed.data) };
  } catch (error) {
    if (error instanceof ConsoleFailure) return failed(error.code, error.message);
    if (error instanceof DefinitionFault) return failed(codeOfFault[error.kind], error.message);
    if (error instanceof StoreError) return failed(codeOf[error.code], error.message);
    if (error instanceof VaultFailure) return failed('unavailable', error.message);
    report(error, name);
    return failed('internal', `${name} failed because of a fault in Rollcall. The diagnostic log has the details.`);
  }
}
