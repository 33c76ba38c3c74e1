import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ErrorStateProps {
  /** What failed. */
  readonly title: string;
  /** Why, in the words of who refused. */
  readonly detail: string;
  /** Undefined: trying again would not help, and `detail` says what would. */
  readonly onRetry: (() => void) | undefined;
  /** The button's verb, where it does something else. */
  readonly verb?: string;
}

/** Something failed, in the place where it would stand, with the one thing to do, where there is one. */
export function ErrorState({ title, detail, onRetry, verb }: ErrorStateProps) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="alert">
      <h2>{title}</h2>
      <p className="empty-text">{detail}</p>
      {onRetry !== undefined && (
        <Button variant="default" onClick={onRetry}>
          {verb ?? t('ui.retry')}
        </Button>
      )}
    </div>
  );
}
