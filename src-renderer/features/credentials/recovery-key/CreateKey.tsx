import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { ShownKey } from './ShownKey.tsx';

interface CreateKeyProps {
  /** Whether there is one that would be forgotten. */
  readonly replaces: boolean;
  /** The key was made and kept. */
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Makes a recovery key and shows it until it was kept. */
export function CreateKey({ replaces, onDone, onCancel }: CreateKeyProps) {
  const { t } = useTranslation();
  const { mutate, data, isPending, error } = useConsoleMutation('recoveryKey.create');
  if (data !== undefined) {
    const { key, state } = data;
    return (
      <ShownKey recoveryKey={key} createdAt={state.createdAt ?? ''} revealable={state.revealable} onDone={onDone} />
    );
  }
  if (replaces) {
    return (
      <Confirm
        verb={t('recoveryKey.replace')}
        pending={isPending}
        error={error?.message ?? null}
        onConfirm={() => mutate({})}
        onClose={onCancel}
      >
        <p>{t('recoveryKey.replaceText')}</p>
      </Confirm>
    );
  }
  return (
    <div className="dialog-body">
      <p>{t('recoveryKey.createText')}</p>
      {error !== null && (
        <p role="alert" className="dialog-error">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" onClick={() => mutate({})} loading={isPending} data-autofocus>
          {t('recoveryKey.create')}
        </Button>
      </div>
    </div>
  );
}
