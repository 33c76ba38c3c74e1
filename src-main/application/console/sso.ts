// Single sign-on, step by step: saved, tested, enforced. Nobody can lock themselves out on the way: whoever made the test
// is an administrator before anything is enforced, the last one stays, and there is a recovery key.
import { issuerOf, providerName } from '#shared/console-api/issuer.ts';
import type { Administrator, SsoState, ssoMethods } from '#shared/console-api/sso.ts';
import type { SsoSettings } from '../ports/sso-store.ts';
import { makeAndAnnounce, policyChanged, takeRecoveryKey } from '../recovery/recovery-door.ts';
import { isOfProvider, isSamePerson } from '../sign-in/admission.ts';
import { subjectOf } from '../sign-in/callers.ts';
import { conflict, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { disconnectSso } from './disconnect-sso.ts';

import { ofProvider } from './of-provider.ts';
import { isSameProvider, toSsoState } from './sso-state.ts';
import { requireTenant } from './tenants.ts';

const off = (): Error => conflict('Single sign-on is not set up. sso.save comes first.');

/** What the audit log keeps of the settings. */
const shown = (settings: SsoSettings | undefined): Record<string, unknown> =>
  settings === undefined
    ? { state: 'off' }
    : {
        issuer: issuerOf(settings.provider),
        clientId: settings.provider.clientId,
        directoryTenantId: settings.directoryTenantId,
        administratorAppRole: settings.administratorAppRole,
        personAppRole: settings.personAppRole,
        administrators: settings.administrators.map(({ name, subject }) => `${name} (${subject})`),
        enforced: settings.enforcedAt !== null,
      };

export function createSsoMethods(context: ConsoleContext): MethodsOf<typeof ssoMethods> {
  const { ports, signIn, announce } = context;
  const { sso, clock, identityProvider, tenants } = ports;
  const { attempts, callers, sessions } = signIn;

  const stateOf = (settings: SsoSettings | undefined): SsoState => toSsoState(settings, identityProvider.redirectUri);

  const changed = (settings: SsoSettings): SsoState => {
    const state = stateOf(settings);
    announce({ name: 'sso.changed', data: { state } });
    return state;
  };

  const requireConnected = async (): Promise<SsoSettings> => {
    const settings = await sso.get();
    if (settings?.connected !== true) throw off();
    return settings;
  };

  return {
    'sso.get': async () => stateOf(await sso.get()),

    'sso.save': async ({ provider, directoryTenantId, administratorAppRole, personAppRole }, { tell }) => {
      await requireTenant(tenants, directoryTenantId);
      await ofProvider(identityProvider.check(provider));
      const before = await sso.get();
      const settings = await sso.update((current) => {
        const isSame = current?.connected === true && isSameProvider(current.provider, provider);
        if (current?.enforcedAt != null && !isSame) {
          throw conflict(
            `Single sign-on with ${providerName(current.provider)} is enforced. Disconnect it before you connect another identity provider, so that a test comes first again.`,
          );
        }
        return {
          connected: true,
          provider,
          directoryTenantId,
          administratorAppRole,
          personAppRole,
          administrators: (current?.administrators ?? []).filter((one) => isOfProvider({ provider }, one)),
          // Enforced settings go on with their test: how somebody signs in is the same, only who is admitted changed.
          test: current?.enforcedAt != null ? current.test : null,
          enforcedAt: current?.enforcedAt ?? null,
        };
      });
      tell({ target: providerName(provider), before: shown(before), after: shown(settings) });
      await policyChanged(context);
      if (settings.enforcedAt !== null) announce({ name: 'session.changed', data: {} });
      return changed(settings);
    },

    'sso.beginTest': async (_input, { tell }) => {
      const { provider } = await requireConnected();
      tell({ target: providerName(provider) });
      // As a reveal asks for it later: a provider that cannot do that is found out before anything is enforced.
      return ofProvider(attempts.begin(provider, 'test', true));
    },

    'sso.finishTest': async ({ attemptId }, { tell }) => {
      const signedIn = await ofProvider(attempts.finish(attemptId, 'test'));
      const { identity } = signedIn;
      const at = clock.now();
      const administrator: Administrator = {
        issuer: identity.issuer,
        subject: identity.subject,
        name: identity.name,
        addedAt: at,
      };
      const before = await sso.get();
      const settings = await sso.update((current) => {
        if (current?.connected !== true || !isOfProvider(current, identity)) {
          throw conflict('Single sign-on was changed while the test ran. Test it again.');
        }
        const others = current.administrators.filter((one) => !isSamePerson(one, identity));
        return { ...current, administrators: [...others, administrator], test: { at, ...signedIn } };
      });
      tell({ target: `${identity.name} (${subjectOf(identity)})`, before: shown(before), after: shown(settings) });
      return { identity, state: changed(settings) };
    },

    'sso.enforce': async (_input, { tell, origin }) => {
      const { test, provider, enforcedAt } = await requireConnected();
      // Who calls would get a sign-in of whoever made the test.
      if (enforcedAt !== null) throw conflict('Single sign-on is enforced already. Everybody signs in for themselves.');
      if (test === null) {
        throw conflict(
          `No sign-in with ${providerName(provider)} was tested since it was saved. Test it first, so that nobody is locked out.`,
        );
      }
      const recoveryKey = (await ports.recoveryKeys.get()) === undefined ? await makeAndAnnounce(context) : null;
      const before = await sso.get();
      const settings = await sso.update((current) => {
        if (current?.connected !== true || current.test === null || current.enforcedAt !== null) {
          throw conflict('Single sign-on was changed at this moment. Look at it again with sso.get.');
        }
        return { ...current, enforcedAt: clock.now() };
      });
      // Read anew at once: events from here on are for who is signed in.
      await callers.of(origin, false);
      const secret = await sessions.open(settings.test ?? test);
      tell({ target: providerName(provider), before: shown(before), after: shown(settings) });
      const state = changed(settings);
      announce({ name: 'session.changed', data: {} });
      return { state, recoveryKey, signIn: secret };
    },

    'sso.removeAdministrator': async ({ issuer, subject }, { tell }) => {
      const before = await requireConnected();
      const settings = await sso.update((current) => {
        if (current?.connected !== true) throw off();
        const rest = current.administrators.filter((one) => !isSamePerson(one, { issuer, subject }));
        if (rest.length === current.administrators.length) {
          throw notFound(`No administrator has the subject "${subject}" of ${issuer}. sso.get gives the list.`);
        }
        if (rest.length === 0) {
          throw conflict(
            'This is the last administrator, who stays so that nobody locks everybody out. Add another one first: whoever makes a test sign-in becomes one.',
          );
        }
        // Who is no administrator any more did not make a test that counts: enforcing would sign them in.
        const isTester = current.test !== null && isSamePerson(current.test.identity, { issuer, subject });
        return {
          ...current,
          administrators: rest,
          test: isTester && current.enforcedAt === null ? null : current.test,
        };
      });
      tell({ target: `${subject} of ${issuer}`, before: shown(before), after: shown(settings) });
      announce({ name: 'session.changed', data: {} });
      return changed(settings);
    },

    'sso.disconnect': async ({ recoveryKey }, call) => {
      const before = await sso.get();
      if (recoveryKey !== undefined) await takeRecoveryKey(context, recoveryKey);
      else if (before?.enforcedAt != null) call.requireFresh();
      const { state } = await disconnectSso(context);
      call.tell({
        ...(before === undefined ? {} : { target: providerName(before.provider) }),
        before: shown(before),
        after: { state: 'off' },
      });
      return state;
    },
  };
}
