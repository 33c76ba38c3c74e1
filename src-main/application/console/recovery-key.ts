// The recovery key in the console: made, shown, proven, and used to get back in.
import type { recoveryKeyMethods } from '#shared/console-api/recovery-key.ts';
import { copyContext, sealedContext } from '../recovery/create-recovery-key.ts';
import { announceRecoveryKey, makeAndAnnounce, takeRecoveryKey } from '../recovery/recovery-door.ts';
import { inGroups } from '../recovery/recovery-key.ts';
import { recoveryState } from '../recovery/recovery-state.ts';
import { mayReveal } from '../recovery/recovery-policy.ts';
import { conflict, ConsoleFailure, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { disconnectSso } from './disconnect-sso.ts';

const target = 'recovery key';

export function createRecoveryKeyMethods(context: ConsoleContext): MethodsOf<typeof recoveryKeyMethods> {
  const { recoveryKeys, vault, clock } = context.ports;

  return {
    'recoveryKey.get': () => recoveryState(context),

    'recoveryKey.create': async (_input, call) => {
      call.requireFreshSignIn();
      const before = await recoveryKeys.get();
      const key = await makeAndAnnounce(context);
      const state = await recoveryState(context);
      call.tell({
        target,
        before: { createdAt: before?.createdAt ?? null },
        after: { createdAt: state.createdAt, revealable: state.revealable },
      });
      return { key, state };
    },

    'recoveryKey.reveal': async (_input, call) => {
      call.tell({ target });
      const stored = await recoveryKeys.get();
      if (stored === undefined) throw notFound('There is no recovery key to show. Create one.');
      if (stored.sealed === undefined || !(await mayReveal(context))) {
        throw conflict(
          'The recovery key was shown once, when it was created; Rollcall keeps only what proves it and cannot show it again. Create a new one if it was not written down.',
        );
      }
      call.requireFresh();
      const characters = vault.open(stored.sealed, sealedContext(stored.id));
      if (characters === undefined) {
        throw new ConsoleFailure(
          'unavailable',
          'The recovery key does not open with the present data key: it was sealed with another one, or the database was changed from outside. Create a new one.',
        );
      }
      return { key: inGroups(characters) };
    },

    'recoveryKey.drill': async ({ key }, call) => {
      call.tell({ target });
      const { stored, kek } = await takeRecoveryKey(context, key);
      const at = clock.now();
      const opensVault = stored.wrapped !== undefined && vault.wouldOpen(kek, stored.wrapped, copyContext(stored.id));
      if (opensVault) await recoveryKeys.setDrilled(stored.id, at);
      call.tell({ after: { opensConsole: true, opensVault } });
      await announceRecoveryKey(context);
      return { at, opensConsole: true, opensVault, state: await recoveryState(context) };
    },

    'recoveryKey.unlock': async ({ key }, call) => {
      call.tell({ target });
      await takeRecoveryKey(context, key);
      const { disconnected } = await disconnectSso(context);
      call.tell({ after: { disconnected } });
      await announceRecoveryKey(context);
      return { disconnected };
    },
  };
}
