import { Button } from '@mantine/core';
import { useCallback, useMemo, useRef } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useRowCount } from '#renderer/console-client/row-window.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { goTo, setParams, useHashRoute } from '#renderer/ui/hash-route.ts';
import { KeyHints } from '#renderer/ui/KeyHints.tsx';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import './board.css';
import { BoardFilters } from './BoardFilters.tsx';
import { boardView } from './board-view.ts';
import type { FindNeighbour } from './people.ts';
import { PeopleCards } from './PeopleCards.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { ProfileDrawer } from './ProfileDrawer.tsx';

const clearFilters = (): void => setParams({ q: null, status: null, department: null });

/** People, as they arrive. */
export function BoardPage() {
  const { t } = useTranslation();
  const tenant = useTenant();
  const { params } = useHashRoute();
  // Everything but the open profile decides what is listed; opening one must not make it another list.
  const listed = new URLSearchParams(params);
  listed.delete('person');
  const key = listed.toString();
  const list = useMemo(() => boardView(new URLSearchParams(key), tenant.id), [key, tenant.id]);
  const person = params.get('person');
  const view = useMemo(() => ({ ...list, person }), [list, person]);
  const count = useRowCount('users.list', view.query);
  const findNeighbour = useRef<FindNeighbour>(null);
  const step = (by: -1 | 1): void => {
    const next = person === null ? null : findNeighbour.current?.(person, by);
    if (next != null) setParams({ person: next });
  };
  const open = useCallback((user: { readonly id: string }) => setParams({ person: user.id }, 'push'), []);

  const instead = whatInstead();
  function whatInstead() {
    if (count.error !== null) {
      return <ErrorState title={t('board.failed')} detail={count.error.message} onRetry={count.retry} />;
    }
    if (count.pending) return <SkeletonRows rows={14} rowHeight={44} />;
    if (count.total > 0) return null;
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
    return (
      <EmptyState
        title={t('board.nobody')}
        action={<Button onClick={() => goTo('overview')}>{t('board.connect')}</Button>}
      >
        <Trans i18nKey="board.nobodyText" components={{ code: <code className="mono" /> }} />
      </EmptyState>
    );
  }

  const People = view.cards ? PeopleCards : PeopleTable;
  return (
    <>
      <PageFrame
        title={t('board.title')}
        note={count.pending ? undefined : t('board.people', { count: count.total })}
        actions={
          <Segments
            label={t('board.view')}
            value={view.cards ? 'cards' : 'table'}
            onChange={(value) => setParams({ view: value === 'cards' ? 'cards' : null })}
            options={[
              { value: 'table', label: t('board.table') },
              { value: 'cards', label: t('board.cards') },
            ]}
          />
        }
        filters={
          <BoardFilters
            search={view.query.search ?? ''}
            status={view.query.status ?? null}
            department={view.query.department ?? null}
          />
        }
        foot={
          <>
            <span className="num">{t('board.of', { total: count.total, of: count.of })}</span>
            <KeyHints />
          </>
        }
      >
        <People view={view} count={count} onOpen={open} findNeighbour={findNeighbour} instead={instead} />
      </PageFrame>
      <ProfileDrawer id={person} onStep={step} onClose={() => setParams({ person: null })} />
    </>
  );
}
