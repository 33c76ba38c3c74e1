import type { SsoState } from '#shared/console-api/sso.ts';
import type { ConsoleContext } from './context.ts';
import { toSsoState } from './sso-state.ts';

/**
 * From now on the console is the local admin's: every sign-in ends. What was set up stays as what the form begins with; the
 * list of administrators goes, because whoever locked the others out may be on it. Answers whether it was connected.
 */
export async function disconnectSso({
  ports,
  signIn,
  announce,
}: ConsoleContext): Promise<{ readonly disconnected: boolean; readonly state: SsoState }> {
  const { sso, sessions, identityProvider } = ports;
  const before = await sso.get();
  if (before === undefined) return { disconnected: false, state: toSsoState(before, identityProvider.redirectUri) };
  signIn.attempts.cancelAll();
  const settings = await sso.update((current) => ({
    ...(current ?? before),
    connected: false,
    administrators: [],
    test: null,
    enforcedAt: null,
  }));
  await sessions.removeAll();
  const state = toSsoState(settings, identityProvider.redirectUri);
  announce({ name: 'sso.changed', data: { state } });
  announce({ name: 'session.changed', data: {} });
  return { disconnected: before.connected, state };
}
