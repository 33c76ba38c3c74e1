// What the tests of single sign-on share: a Rollcall with a real identity provider beside it, and a clock that can be set.
import type { Clock } from '#main/application/ports/clock.ts';
import type { CallOrigin } from '#main/application/console/call.ts';
import {
  consoleContract,
  type ConsoleError,
  type ConsoleInput,
  type ConsoleMethodName,
  type ConsoleOutput,
} from '#shared/console-api/index.ts';
import { startOidcIssuer, TestBrowser, type Account, type OidcIssuer } from '../oidc-issuer.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

/** A clock that is ahead by what the test says. */
export interface SettableClock extends Clock {
  aheadMs: number;
}

export const settableClock = (): SettableClock => {
  const clock: SettableClock = {
    aheadMs: 0,
    now: () => new Date(Date.now() + clock.aheadMs).toISOString(),
    monotonic: () => performance.now() + clock.aheadMs,
  };
  return clock;
};

export const ada: Account = { id: 'ada', name: 'Ada Admin', userName: 'ada@example.com' };
export const bob: Account = { id: 'bob', name: 'Bob Boss', appRoles: ['Rollcall.Admin'] };
export const cleo: Account = { id: 'cleo', name: 'Cleo Clerk', appRoles: ['Rollcall.User'] };
export const dan: Account = { id: 'dan', name: 'Dan Nobody' };

export interface SsoForTest extends AsyncDisposable {
  readonly rollcall: RollcallForTest;
  readonly issuer: OidcIssuer;
  readonly clock: SettableClock;
  /** As the contract's output says, from a browser that is signed in with this secret or not at all. */
  call<Name extends ConsoleMethodName>(
    name: Name,
    input: ConsoleInput<Name>,
    signIn?: string,
  ): Promise<ConsoleOutput<Name>>;
  refusal(name: ConsoleMethodName, input: unknown, signIn?: string): Promise<ConsoleError>;
  save(): Promise<void>;
  /** A test sign-in of the account that `issuer.signsIn` names. */
  test(browser?: TestBrowser): Promise<void>;
  /** Saved, tested by Ada, enforced; the secret of her sign-in. */
  enforce(): Promise<{ readonly signIn: string; readonly recoveryKey: string }>;
  /** Somebody signs in; the secret. */
  signIn(accountId: string, options?: { again?: boolean; browser?: TestBrowser }): Promise<string>;
  /** Why somebody is not let in. */
  signInRefusal(accountId: string): Promise<ConsoleError>;
}

const origin = (signIn: string | undefined): CallOrigin => ({
  via: 'browser',
  ...(signIn === undefined ? {} : { signIn }),
});

export async function startSso(): Promise<SsoForTest> {
  const clock = settableClock();
  const issuer = await startOidcIssuer([ada, bob, cleo, dan]);
  const rollcall = await startRollcall({ clock });

  const call: SsoForTest['call'] = async (name, input, signIn) => {
    const result = await rollcall.core.call(name, input, origin(signIn));
    if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.detail}`);
    return consoleContract[name].output.parse(result.value) as ConsoleOutput<typeof name>;
  };
  const refusal: SsoForTest['refusal'] = async (name, input, signIn) => {
    const result = await rollcall.core.call(name, input, origin(signIn));
    if (result.ok) throw new Error(`${name} was not refused: ${JSON.stringify(result.value)}`);
    return result.error;
  };
  const save: SsoForTest['save'] = async () => {
    const provider = { kind: 'oidc', issuer: issuer.issuer, clientId: issuer.clientId } as const;
    await call('sso.save', { provider, directoryTenantId: rollcall.tenant.id });
  };
  const test: SsoForTest['test'] = async (browser = new TestBrowser()) => {
    const { attemptId, authorizationUrl } = await call('sso.beginTest', {});
    await browser.signIn(authorizationUrl);
    await call('sso.finishTest', { attemptId });
  };
  const begin = async (accountId: string, again: boolean, browser: TestBrowser): Promise<string> => {
    issuer.signsIn = accountId;
    const { attemptId, authorizationUrl } = await call('session.beginSignIn', { again });
    await browser.signIn(authorizationUrl);
    return attemptId;
  };

  return {
    rollcall,
    issuer,
    clock,
    call,
    refusal,
    save,
    test,
    enforce: async () => {
      await save();
      await test();
      const { signIn, recoveryKey } = await call('sso.enforce', {});
      if (recoveryKey === null) throw new Error('There was a recovery key before');
      return { signIn, recoveryKey };
    },
    signIn: async (accountId, { again = false, browser = new TestBrowser() } = {}) => {
      const attemptId = await begin(accountId, again, browser);
      return (await call('session.finishSignIn', { attemptId })).signIn;
    },
    signInRefusal: async (accountId) => {
      const attemptId = await begin(accountId, false, new TestBrowser());
      return refusal('session.finishSignIn', { attemptId });
    },
    [Symbol.asyncDispose]: async () => {
      await rollcall[Symbol.asyncDispose]();
      await issuer[Symbol.asyncDispose]();
    },
  };
}
