import { providerName } from '#shared/console-api/issuer.ts';
import type { Session, sessionMethods } from '#shared/console-api/session.ts';
import type { SsoSettings } from '../ports/sso-store.ts';
import { takeRecoveryKey } from '../recovery/recovery-door.ts';
import { tryPassphrase } from '../recovery/try-passphrase.ts';
import { admit } from '../sign-in/admission.ts';
import { subjectOf } from '../sign-in/callers.ts';
import type { CallOrigin } from './call.ts';
import { conflict, ConsoleFailure, invalidInput } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { ofProvider } from './of-provider.ts';

/** How the console shows who an origin is. */
async function sessionOf({ ports, signIn }: ConsoleContext, origin: CallOrigin): Promise<Session> {
  const { callers, localProof } = signIn;
  const settings = await ports.sso.get();
  const isEnforced = settings?.enforcedAt != null;
  const known = await callers.of(origin, false);
  return {
    sso: isEnforced ? 'enforced' : 'off',
    provider: isEnforced ? providerName(settings.provider) : null,
    caller: known?.caller ?? null,
    reauthentication: isEnforced ? 'signIn' : await localProof.kind(),
    freshUntil: known?.freshUntil ?? null,
    recoveryKeyExists: (await ports.recoveryKeys.get()) !== undefined,
  };
}

export function createSessionMethods(context: ConsoleContext): MethodsOf<typeof sessionMethods> {
  const { ports, signIn, announce } = context;
  const { sessions, attempts, localProof } = signIn;

  const requireEnforced = async (): Promise<SsoSettings> => {
    const settings = await ports.sso.get();
    if (settings?.enforcedAt != null) return settings;
    throw conflict('Single sign-on is off: nobody has to sign in. It is connected on the Credentials page.');
  };

  const confirmPassphrase = async (passphrase: string): Promise<void> => {
    if ((await localProof.kind()) !== 'passphrase') {
      throw conflict('The vault has no passphrase. Show the recovery key instead, if session.get asks for anything.');
    }
    await tryPassphrase(ports, passphrase);
  };

  return {
    'session.get': (_input, { origin }) => sessionOf(context, origin),

    'session.beginSignIn': async ({ again }) => {
      const { provider } = await requireEnforced();
      return ofProvider(attempts.begin(provider, 'signIn', again));
    },

    'session.finishSignIn': async ({ attemptId }, { origin, tell }) => {
      const signedIn = await ofProvider(attempts.finish(attemptId, 'signIn'));
      const { identity } = signedIn;
      tell({ target: `${identity.name} (${subjectOf(identity)})` });
      const admission = await admit(await requireEnforced(), identity, ports.directory);
      if ('refusal' in admission) throw new ConsoleFailure('unauthorized', admission.refusal);
      const secret = await sessions.open(signedIn);
      // Who signs in again goes on with the new sign-in alone.
      if (origin.signIn !== undefined) await sessions.end(origin.signIn);
      return { signIn: secret, session: await sessionOf(context, { ...origin, signIn: secret }) };
    },

    'session.cancelSignIn': async ({ attemptId }) => {
      attempts.cancel(attemptId);
      return {};
    },

    'session.confirm': async ({ passphrase, recoveryKey }, { origin }) => {
      if ((await ports.sso.get())?.enforcedAt != null) {
        throw conflict('Single sign-on is on: show who you are with session.beginSignIn and "again".');
      }
      if (passphrase !== undefined) await confirmPassphrase(passphrase);
      else if (recoveryKey !== undefined) await takeRecoveryKey(context, recoveryKey);
      else throw invalidInput('session.confirm needs a passphrase or a recoveryKey, and got neither.');
      localProof.shown(origin.via);
      return sessionOf(context, origin);
    },

    'session.lock': async (_input, { origin }) => {
      if (origin.signIn !== undefined) await sessions.end(origin.signIn);
      else localProof.forget();
      announce({ name: 'session.changed', data: {} });
      return {};
    },
  };
}
