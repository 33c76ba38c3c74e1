import { ActionIcon, Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';

interface CredentialButtonProps {
  /** What the credential is called. */
  readonly label: string;
  readonly onClick: () => void;
}

export function EditButton({ label, onClick }: CredentialButtonProps) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      {...usePermitted('credentials.edit')}
      aria-label={t('credentials.editWhich', { label })}
      onClick={onClick}
    >
      <IconPencil size={15} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}

export function RevokeButton({ label, onClick }: CredentialButtonProps) {
  const { t } = useTranslation();
  return (
    <Button
      {...usePermitted('credentials.edit')}
      variant="danger"
      aria-label={t('tokens.revokeWhich', { label })}
      onClick={onClick}
    >
      {t('tokens.revoke')}
    </Button>
  );
}

/** For what opens nothing any more. */
export function DeleteButton({ label, onClick }: CredentialButtonProps) {
  const { t } = useTranslation();
  return (
    <Button
      {...usePermitted('credentials.edit')}
      variant="default"
      aria-label={t('credentials.deleteWhich', { label })}
      onClick={onClick}
    >
      {t('credentials.delete')}
    </Button>
  );
}
