import { Button } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { RowCount } from '#renderer/console-client/row-window.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { goTo, setParams } from '#renderer/ui/hash-route.ts';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import type { BoardView } from './board-view.ts';

const clearFilters = (): void => setParams({ q: null, status: null, department: null, role: null });

/** What stands on the board in place of people. */
export function BoardInstead({ view, count }: { readonly view: BoardView; readonly count: RowCount }) {
  const { t } = useTranslation();
  if (count.error !== null) {
    return <ErrorState title={t('board.failed')} detail={count.error.message} onRetry={count.retry} />;
  }
  if (count.pending) return <SkeletonRows rows={14} rowHeight={44} />;
  if (view.filtered && count.of > 0) {
    return (
      <EmptyState
        title={t('board.noMatch')}
        action={
          <Button variant="default" onClick={clearFilters}>
            {t('ui.clearFilters')}
          </Button>
        }
      >
        {t('board.noMatchText')}
      </EmptyState>
    );
  }
  if (view.hiding && count.of > 0) {
    return (
      <EmptyState
        title={t('editUser.allHidden')}
        action={
          <Button variant="default" onClick={() => setParams({ invisible: '1' })}>
            {t('editUser.hidden', { count: count.of })}
          </Button>
        }
      >
        {t('editUser.allHiddenText', { count: count.of })}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('board.nobody')}
      action={<Button onClick={() => goTo('connect')}>{t('board.connect')}</Button>}
    >
      <Trans i18nKey="board.nobodyText" components={{ code: <code className="mono" /> }} />
    </EmptyState>
  );
}
