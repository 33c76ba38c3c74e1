import { Button } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { Dialog } from '#renderer/ui/Dialog.tsx';

interface StrictDialogProps {
  readonly opened: boolean;
  readonly tenant: string;
  readonly pending: boolean;
  readonly error: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const refused = ['boolean', 'absent', 'unknown', 'shape', 'filter'] as const;

/** Names what would be refused that real providers send. */
export function StrictDialog({ opened, tenant, pending, error, onConfirm, onClose }: StrictDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('settings.compatibility.toStrictTitle')} opened={opened} onClose={onClose}>
      <div className="dialog-body">
        <p>{t('settings.compatibility.toStrictText', { tenant })}</p>
        <ul className="strict-refused">
          {refused.map((which) => (
            <li key={which}>
              <Trans
                i18nKey={`settings.compatibility.refused.${which}`}
                components={{ c: <code className="mono" /> }}
              />
            </li>
          ))}
        </ul>
        {error !== null && (
          <p role="alert" className="dialog-error">
            {error}
          </p>
        )}
        <div className="dialog-actions">
          <Button size="sm" variant="default" onClick={onClose} data-autofocus>
            {t('ui.cancel')}
          </Button>
          <Button size="sm" variant="danger" onClick={onConfirm} loading={pending}>
            {t('settings.compatibility.switchToStrict')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
