import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { retryOf, useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { ShownKey } from './ShownKey.tsx';

interface RevealKeyDialogProps {
  readonly opened: boolean;
  readonly createdAt: string;
  readonly onClose: () => void;
}

/** The key once more, where the profile of the directory tenant keeps it. */
export function RevealKeyDialog({ opened, createdAt, onClose }: RevealKeyDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('recoveryKey.title')} opened={opened} onClose={onClose} closeOnClickOutside={false}>
      <RevealedKey createdAt={createdAt} onClose={onClose} />
    </Dialog>
  );
}

/** A secret that was shown again is hidden after this, if nobody does it before. */
const shownMs = 30_000;

function RevealedKey({ createdAt, onClose }: Omit<RevealKeyDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const { mutate, data, error } = useConsoleMutation('recoveryKey.reveal');
  useEffect(() => mutate({}), [mutate]);
  useEffect(() => {
    if (data === undefined) return undefined;
    const timer = setTimeout(onClose, shownMs);
    return () => clearTimeout(timer);
  }, [data, onClose]);
  if (error !== null) {
    return (
      <ErrorState
        title={t('recoveryKey.revealFailed')}
        detail={error.message}
        onRetry={retryOf(error, () => mutate({}))}
      />
    );
  }
  if (data === undefined) return <SkeletonRows rows={1} rowHeight={36} />;
  return <ShownKey recoveryKey={data.key} createdAt={createdAt} revealable onDone={onClose} />;
}
