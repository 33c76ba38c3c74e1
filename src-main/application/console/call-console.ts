// One way into the console API for every transport: who calls, whether they may, what arrived, and what came of it.
// Nothing is thrown across a transport: a call answers a ConsoleResult, and what was not foreseen is reported to the host
// and answered without its internals.
import { freshMs } from '#shared/console-api/session.ts';
import {
  consoleContract,
  type ConsoleApi,
  type ConsoleError,
  type ConsoleErrorCode,
  type ConsoleMethodName,
  type ConsoleResult,
} from '#shared/console-api/index.ts';
import { expectation } from '#shared/console-api/expectation.ts';
import type { Method } from '#shared/console-api/method.ts';
import { DefinitionFault } from '../../protocol/schema/definitions/definition-fault.ts';
import type { AuditRecorder, EndedCall } from '../audit/record.ts';
import { StoreError, type StoreErrorCode } from '../ports/store-error.ts';
import { VaultFailure } from '../ports/vault-failure.ts';
import { nobody, type Callers, type KnownCaller } from '../sign-in/callers.ts';
import type { CallOrigin, ConsoleCall, Told } from './call.ts';
import { ConsoleFailure, invalidInput } from './console-failure.ts';
import { permitInput, permitMethod, signInRequired } from './permit.ts';

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

const isMethod = (name: string): name is ConsoleMethodName => Object.hasOwn(consoleContract, name);

/** `limit: expected a number of at most 200` for each fault, so that a caller can mend its input at once. */
const faultsIn = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): string =>
  issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');

/** Receives what was not foreseen, with the method it happened in. */
export type ReportFault = (fault: unknown, where: string) => void;

/** What a call goes through. */
export interface CallPath {
  readonly api: ConsoleApi<ConsoleCall>;
  readonly callers: Callers;
  readonly audit: Pick<AuditRecorder, 'record'>;
  /** Where a fault goes that is no answer: to the host's diagnostic log. */
  readonly reportFault: ReportFault;
}

/** One call, with what becomes known of it on its way. */
interface Passing {
  readonly name: ConsoleMethodName;
  readonly sent: unknown;
  readonly origin: CallOrigin;
  known: KnownCaller | undefined;
  told: Told;
}

function requireFresh(name: string, known: KnownCaller | undefined): void {
  if (known?.fresh === true) return;
  throw new ConsoleFailure(
    'reauthentication-required',
    `${name} shows or opens something secret: show again who you are, then repeat it within ${freshMs / 60_000} minutes.`,
  );
}

/** Who calls, or that it cannot be known: then nobody is let in. */
async function callerOf({ callers, reportFault }: CallPath, origin: CallOrigin): Promise<KnownCaller | undefined> {
  try {
    return await callers.of(origin);
  } catch (fault) {
    reportFault(fault, 'who calls');
    throw new ConsoleFailure(
      'unavailable',
      'Rollcall cannot read who is calling: its database is closed or cannot be read. Nothing was done; start Rollcall again.',
    );
  }
}

async function run(path: CallPath, passing: Passing): Promise<unknown> {
  const { api, callers } = path;
  const { name, sent, origin } = passing;
  const method: Method = consoleContract[name];
  const known = await callerOf(path, origin);
  passing.known = known;
  if (known === undefined && method.needs !== 'anyone') throw signInRequired(name, await callers.whyNobody(origin));
  const caller = known?.caller ?? nobody;
  permitMethod(name, method, caller);
  const parsed = method.input.safeParse(sent, { error: expectation });
  if (!parsed.success) throw invalidInput(`${name} was not called: ${faultsIn(parsed.error.issues)}`);
  permitInput(name, method, caller, parsed.data);
  const call: ConsoleCall = {
    origin,
    caller,
    tell: (told) => {
      passing.told = { ...passing.told, ...told };
    },
    requireFresh: () => requireFresh(name, known),
    requireFreshSignIn: () => {
      if (caller.kind === 'person') requireFresh(name, known);
    },
  };
  // The contract pairs each name with its own input, which the compiler cannot follow through a variable.
  const implementation = api[name] as (input: unknown, call: ConsoleCall) => Promise<unknown>;
  return implementation(parsed.data, call);
}

function errorOf(error: unknown, name: string, reportFault: ReportFault): ConsoleError {
  if (error instanceof ConsoleFailure) return { code: error.code, detail: error.message };
  if (error instanceof DefinitionFault) return { code: codeOfFault[error.kind], detail: error.message };
  if (error instanceof StoreError) return { code: codeOf[error.code], detail: error.message };
  if (error instanceof VaultFailure) return { code: 'unavailable', detail: error.message };
  reportFault(error, name);
  return {
    code: 'internal',
    detail: `${name} failed because of a fault in Rollcall. The diagnostic log has the details.`,
  };
}

const refusals: ReadonlySet<ConsoleErrorCode> = new Set([
  'unauthorized',
  'sign-in-required',
  'forbidden',
  'reauthentication-required',
]);

/** Calls one method by name with whatever arrived. Never rejects. What the audit log keeps is in it before it answers. */
export async function callConsole(
  path: CallPath,
  name: string,
  input: unknown,
  origin: CallOrigin,
): Promise<ConsoleResult<unknown>> {
  if (!isMethod(name)) {
    const detail = `The console has no method "${name}". It has ${Object.keys(consoleContract).join(', ')}.`;
    return { ok: false, error: { code: 'unknown-method', detail } };
  }
  const passing: Passing = { name, sent: input, origin, known: undefined, told: {} };
  const ended = (): Omit<EndedCall, 'outcome'> => ({ action: name, input, ...passing });
  const { audited } = consoleContract[name];
  try {
    const value = await run(path, passing);
    if (audited) await path.audit.record({ ...ended(), outcome: 'done', output: value });
    return { ok: true, value };
  } catch (fault) {
    const error = errorOf(fault, name, path.reportFault);
    const outcome = refusals.has(error.code) ? 'refused' : 'failed';
    if (audited || outcome === 'refused') await path.audit.record({ ...ended(), outcome, detail: error.detail });
    return { ok: false, error };
  }
}
