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

interface EditButtonProps {
  /** What the credential is called. */
  readonly label: string;
  readonly onClick: () => void;
}

/** Everything about a credential but its secret. */
export function EditButton({ label, onClick }: EditButtonProps) {
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

interface EndButtonProps {
  readonly label: string;
  /** Whether it still opens something. */
  readonly active: boolean;
  readonly onRevoke: () => void;
  readonly onDelete: () => void;
}

/** Revoke, then Delete: one button all along, so that who revoked with the keyboard is still on it. */
export function EndButton({ label, active, onRevoke, onDelete }: EndButtonProps) {
  const { t } = useTranslation();
  return (
    <CredentialButton
      danger={active}
      verb={t(active ? 'tokens.revoke' : 'credentials.delete')}
      name={t(active ? 'tokens.revokeWhich' : 'credentials.deleteWhich', { label })}
      onClick={active ? onRevoke : onDelete}
    />
  );
}
