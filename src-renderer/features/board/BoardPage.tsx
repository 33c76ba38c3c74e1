import { Button } from '@mantine/core';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useRowCount } from '#renderer/console-client/row-window.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { setParams, useHashRoute } from '#renderer/ui/hash-route.ts';
import { KeyHints } from '#renderer/ui/KeyHints.tsx';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import './board.css';
import { BoardFilters } from './BoardFilters.tsx';
import { BoardInstead } from './BoardInstead.tsx';
import { boardView } from './board-view.ts';
import { HiddenPeople } from './HiddenPeople.tsx';
import { NewPersonDialog } from './NewPersonDialog.tsx';
import type { FindNeighbour } from './people.ts';
import { PeopleCards } from './PeopleCards.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { ProfileDrawer } from './ProfileDrawer.tsx';

/** People, as they arrive. */
export function BoardPage() {
  const { t } = useTranslation();
  const tenant = useTenant();
  const { hidesDisabled } = useTenantProfile();
  const { params } = useHashRoute();
  // What is open decides nothing about what is listed; opening it must not make it another list.
  const listed = new URLSearchParams(params);
  listed.delete('person');
  listed.delete('dialog');
  const key = listed.toString();
  const list = useMemo(
    () => boardView(new URLSearchParams(key), tenant.id, hidesDisabled),
    [key, tenant.id, hidesDisabled],
  );
  const person = params.get('person');
  const view = useMemo(() => ({ ...list, person }), [list, person]);
  const count = useRowCount('users.list', view.query);
  const findNeighbour = useRef<FindNeighbour>(null);
  const step = (by: -1 | 1): void => {
    const next = person === null ? null : findNeighbour.current?.(person, by);
    if (next != null) setParams({ person: next });
  };
  const open = useCallback((user: { readonly id: string }) => setParams({ person: user.id }, 'push'), []);
  const anybody = count.error === null && !count.pending && count.total > 0;

  const edits = usePermitted('people.edit');
  const People = view.cards ? PeopleCards : PeopleTable;
  return (
    <>
      <PageFrame
        title={t('board.title')}
        note={count.known ? t('board.people', { count: count.total }) : undefined}
        actions={
          <>
            <Segments
              label={t('board.view')}
              value={view.cards ? 'cards' : 'table'}
              onChange={(value) => setParams({ view: value === 'cards' ? 'cards' : null })}
              options={[
                { value: 'table', label: t('board.table') },
                { value: 'cards', label: t('board.cards') },
              ]}
            />
            <Button {...edits} onClick={() => setParams({ dialog: 'new-person' })}>
              {t('editUser.new')}
            </Button>
          </>
        }
        filters={
          <>
            <BoardFilters
              search={view.query.search ?? ''}
              status={view.hiding ? null : (view.query.status ?? null)}
              department={view.query.department ?? null}
              roleId={view.query.roleId ?? null}
            />
            {hidesDisabled && <HiddenPeople view={view} />}
          </>
        }
        foot={
          <>
            <span className="num">{count.known && t('board.of', { total: count.total, of: count.of })}</span>
            <KeyHints />
          </>
        }
      >
        <People
          view={view}
          count={count}
          onOpen={open}
          findNeighbour={findNeighbour}
          instead={anybody ? null : <BoardInstead view={view} count={count} />}
        />
      </PageFrame>
      <ProfileDrawer id={person} onStep={step} onClose={() => setParams({ person: null })} />
      <NewPersonDialog opened={params.get('dialog') === 'new-person'} />
    </>
  );
}
