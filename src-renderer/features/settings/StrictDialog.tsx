import { Trans, useTranslation } from 'react-i18next';
import { Confirm } from '#renderer/ui/Confirm.tsx';
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
      <Confirm
        verb={t('settings.compatibility.switchToStrict')}
        pending={pending}
        error={error}
        onConfirm={onConfirm}
        onClose={onClose}
      >
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
      </Confirm>
    </Dialog>
  );
}
