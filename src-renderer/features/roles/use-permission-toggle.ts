// Ticks take effect at once: what was clicked is shown while it is on its way, over what the server said last. The cache
// holds only what the server said, so that a refused tick goes back by itself and an answer of another console is not lost.
import { notifications } from '@mantine/notifications';
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Permission, Role } from '#shared/console-api/roles.ts';
import { askAgain } from '#renderer/console-client/ask-again.ts';
import type { ConsoleCallError } from '#renderer/console-client/console-call-error.ts';
import { useConsole, useTenant } from '#renderer/console-client/console-context.ts';

/** A permission that is being given to a role, or taken from it. */
export interface Tick {
  readonly roleId: string;
  readonly permission: Permission;
  readonly granted: boolean;
}

const mutationKey = ['roles.set', 'tick'];

/** A role's permissions after a tick, in no particular order. */
const ticked = (permissions: readonly Permission[], { permission, granted }: Tick): Permission[] => [
  ...permissions.filter((one) => one !== permission),
  ...(granted ? [permission] : []),
];

/** Sets a permission of a role, one after the other; `pending` are those on their way, oldest first. */
export function usePermissionToggle(): { readonly pending: readonly Tick[]; readonly set: (tick: Tick) => void } {
  const { t } = useTranslation();
  const client = useConsole();
  const tenantId = useTenant().id;
  const cache = useQueryClient();
  const queryKey = ['roles.list', { tenantId }];
  const roleOf = (id: string): Role | undefined =>
    cache.getQueryData<readonly Role[]>(queryKey)?.find((role) => role.id === id);

  const { mutate } = useMutation<Role, ConsoleCallError, Tick>({
    mutationKey: [...mutationKey, tenantId],
    // Each sends all permissions of its role: it has to know what the one before it did.
    scope: { id: `roles of ${tenantId}` },
    mutationFn: async (tick) => {
      const permissions = ticked(roleOf(tick.roleId)?.permissions ?? [], tick);
      return client.call('roles.set', { tenantId, id: tick.roleId, permissions });
    },
    onSuccess: async (role) => {
      // An answer that is on its way may be older than this one.
      await cache.cancelQueries({ queryKey });
      cache.setQueryData<readonly Role[]>(queryKey, (old) => old?.map((one) => (one.id === role.id ? role : one)));
    },
    onError: (error, { roleId }) => {
      const name = roleOf(roleId)?.name ?? '';
      notifications.show({ title: t('roles.notChanged', { name }), message: error.message });
    },
    onSettled: () => void askAgain(cache, { queryKey }),
  });
  const pending = useMutationState({
    filters: { mutationKey: [...mutationKey, tenantId], status: 'pending' },
    select: ({ state }) => state.variables as Tick,
  });
  return { pending, set: mutate };
}

/** Whether a role is shown with a permission: what was clicked last, else what is stored. */
export const isShown = (role: Role, permission: Permission, pending: readonly Tick[]): boolean =>
  pending.findLast((tick) => tick.roleId === role.id && tick.permission === permission)?.granted ??
  role.permissions.includes(permission);
