import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/console-api/tokens.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';

interface RevokeTokenDialogProps {
  /** Null closes it. */
  readonly token: Token | null;
  readonly onClose: () => void;
}

/** Asks once, and names the consequence. */
export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const revoke = useConsoleMutation('tokens.revoke');
  // The label stays while the dialog fades out.
  const [label, setLabel] = useState('');
  if (token !== null && token.label !== label) setLabel(token.label);
  const confirm = (): void => {
    if (token === null) return;
    revoke.mutate(
      { tenantId, id: token.id },
      {
        onSuccess: () => {
          notifications.show({ message: t('tokens.revoked', { label: token.label }) });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={t('tokens.revokeTitle', { label })} opened={token !== null} onClose={onClose}>
      <div className="dialog-body">
        <p>{t('tokens.revokeText')}</p>
        {revoke.error !== null && (
          <p role="alert" className="dialog-error">
            {revoke.error.message}
          </p>
        )}
        <div className="dialog-actions">
          <Button size="sm" variant="default" onClick={onClose} data-autofocus>
            {t('ui.cancel')}
          </Button>
          <Button size="sm" variant="danger" onClick={confirm} loading={revoke.isPending}>
            {t('tokens.revoke')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
