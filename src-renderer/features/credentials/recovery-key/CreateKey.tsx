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
  return (
    <Confirm
      verb={t(replaces ? 'recoveryKey.replace' : 'recoveryKey.create')}
      danger={replaces}
      pending={isPending}
      error={error?.message}
      onConfirm={() => mutate({})}
      onClose={onCancel}
    >
      <p>{t(replaces ? 'recoveryKey.replaceText' : 'recoveryKey.createText')}</p>
    </Confirm>
  );
}
