import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/console-api/tokens.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { closeDialog } from './credentials-view.ts';
import { UsedBy } from './UsedBy.tsx';

/** Whether another token has already taken over, so that revoking this one stops nothing. */
export const retires = ({ handover }: Token): boolean => handover?.phase === 'ready';

/** Asks once, and names what stops. */
export function RevokeToken({ token }: { readonly token: Token }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const revoke = useConsoleMutation('tokens.revoke');
  const { id, label, use, handover } = token;
  const isRetiring = retires(token);
  const confirm = (): void =>
    revoke.mutate(
      // What is retired goes only while the one that took over still holds.
      { tenantId, id, ...(isRetiring && handover !== null && { successorId: handover.newTokenId }) },
      {
        onSuccess: () => {
          notifications.show({ message: t(isRetiring ? 'credentials.retired' : 'tokens.revoked', { label }) });
          closeDialog();
        },
      },
    );
  return (
    <Confirm
      verb={t(isRetiring ? 'credentials.retire' : 'tokens.revoke')}
      pending={revoke.isPending}
      error={revoke.error?.message}
      onConfirm={confirm}
      onClose={closeDialog}
    >
      {isRetiring && handover !== null ? (
        <p>{t('credentials.retireText', { new: handover.newLabel })}</p>
      ) : (
        <>
          <UsedBy use={use} />
          <p>{t(use === null ? 'credentials.revokeUnusedText' : 'credentials.revokeText')}</p>
        </>
      )}
      {handover !== null && !isRetiring && (
        <p className="warning-note">{t('credentials.revokeEarly', { new: handover.newLabel })}</p>
      )}
      <p className="quiet">{t('credentials.revokeForGood')}</p>
    </Confirm>
  );
}
