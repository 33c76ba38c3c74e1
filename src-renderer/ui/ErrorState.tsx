import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ErrorStateProps {
  /** What failed. */
  readonly title: string;
  /** Why, in the words of who refused. */
  readonly detail: string;
  readonly onRetry: () => void;
  /** The button's verb, where trying again would not help. */
  readonly verb?: string;
}

/** Something failed, in the place where it would stand, with the one thing to do. */
export function ErrorState({ title, detail, onRetry, verb }: ErrorStateProps) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="alert">
      <h2>{title}</h2>
      <p className="empty-text">{detail}</p>
      <Button variant="default" onClick={onRetry}>
        {verb ?? t('ui.retry')}
      </Button>
    </div>
  );
}
