import { ActionIcon, Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';

interface CredentialButtonProps {
  readonly verb: string;
  /** The verb, and which credential it is about. */
  readonly name: string;
  readonly danger?: boolean;
  readonly onClick: () => void;
}

/** What can be done with a credential, by who may. */
export function CredentialButton({ verb, name, danger = false, onClick }: CredentialButtonProps) {
  return (
    <Button
      {...usePermitted('credentials.edit')}
      variant={danger ? 'danger' : 'default'}
      aria-label={name}
      onClick={onClick}
    >
      {verb}
    </Button>
  );
}

interface OfCredential {
  /** What the credential is called. */
  readonly label: string;
  readonly onClick: () => void;
}

/** Everything about a credential but its secret. */
export function EditButton({ label, onClick }: OfCredential) {
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

/** For what still opens something. */
export function RevokeButton({ label, onClick }: OfCredential) {
  const { t } = useTranslation();
  return (
    <CredentialButton danger verb={t('tokens.revoke')} name={t('tokens.revokeWhich', { label })} onClick={onClick} />
  );
}

/** For what opens nothing any more. */
export function DeleteButton({ label, onClick }: OfCredential) {
  const { t } = useTranslation();
  return (
    <CredentialButton verb={t('credentials.delete')} name={t('credentials.deleteWhich', { label })} onClick={onClick} />
  );
}
