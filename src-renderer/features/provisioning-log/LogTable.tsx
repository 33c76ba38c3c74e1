import { useEffect, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Column } from '#renderer/ui/column-widths.ts';
import { setParams } from '#renderer/ui/hash-route.ts';
import { useGrid } from '#renderer/ui/use-grid.ts';
import { VirtualTable, tableHeaderHeight } from '#renderer/ui/VirtualTable.tsx';
import { LogRow } from './LogRow.tsx';
import type { LogStore } from './store.ts';

const rowHeight = 30;
/** Older entries are asked for when fewer than these stand above what is read. */
const rowsAhead = 20;
const atEnd = (element: HTMLElement): boolean =>
  element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight;

interface LogTableProps {
  readonly store: LogStore;
  /** The entry whose details are open. */
  readonly selected: number | null;
  readonly instead: ReactNode;
}

/** The log's rows. It follows the newest until the reader looks up, and again when the reader is back at the end. */
export function LogTable({ store, selected, instead }: LogTableProps) {
  const { t } = useTranslation();
  const entries = useStore(store.state, (state) => state.entries);
  const paused = useStore(store.state, (state) => state.paused);
  const brief = selected !== null;
  const grid = useGrid({
    id: 'entry',
    count: entries.length,
    rowHeight,
    headerHeight: tableHeaderHeight,
    keyOf: (index) => entries[index]?.seq ?? -1,
    onMove: (index) => {
      store.pause('scroll');
      const entry = entries[index];
      if (selected !== null && entry !== undefined) setParams({ entry: String(entry.seq) });
    },
    onOpen: (index) => {
      store.pause('scroll');
      const entry = entries[index];
      if (entry !== undefined) setParams({ entry: String(entry.seq) });
    },
  });
  const { ref, first } = grid;

  useEffect(() => {
    const isShort = (ref.current?.clientHeight ?? 0) > entries.length * rowHeight;
    if (entries.length > 0 && first < rowsAhead && (paused !== null || isShort)) void store.loadOlder();
  }, [entries.length, first, paused, ref, store]);

  // Only the reader's own scrolling counts: between two flushes the rows are the same ones, and it went up.
  const seen = useRef({ top: 0, entries });
  useLayoutEffect(() => {
    const { current: element } = ref;
    if (element === null || paused !== null) return;
    element.scrollTop = element.scrollHeight;
    seen.current = { top: element.scrollTop, entries };
  }, [entries, paused, ref]);
  const onScroll = (): void => {
    const { current: element } = ref;
    if (element === null) return;
    const wentUp = seen.current.entries === entries && element.scrollTop < seen.current.top - 1;
    seen.current = { top: element.scrollTop, entries };
    if (wentUp && !atEnd(element)) store.pause('scroll');
    else if (atEnd(element) && store.state.getState().paused === 'scroll' && selected === null) store.resume();
  };

  const columns = useMemo<readonly Column[]>(() => {
    const always = [
      { id: 'time', width: '92px', label: t('log.column.time') },
      { id: 'result', width: '52px', label: t('log.column.result') },
      { id: 'what', width: 'minmax(190px, 1.4fr)', label: t('log.column.what') },
      { id: 'changed', width: 'minmax(80px, 0.6fr)', label: t('log.column.changed') },
    ];
    if (brief) return always;
    return [
      ...always,
      { id: 'request', width: 'minmax(160px, 1fr)', label: t('log.column.request') },
      { id: 'duration', width: '112px', label: t('log.column.duration'), alignEnd: true },
    ];
  }, [t, brief]);

  return (
    <VirtualTable
      label={t('log.title')}
      grid={grid}
      columns={columns}
      rowCount={entries.length}
      instead={instead}
      onScroll={onScroll}
      className="log"
      minWidth={brief ? 0 : 760}
    >
      {grid.lines.map(({ index, start }) => {
        const entry = entries[index];
        if (entry === undefined) return null;
        return (
          <LogRow
            key={entry.seq}
            entry={entry}
            index={index}
            id={grid.rowId(index)}
            start={start}
            current={entry.seq === selected || (selected === null && grid.current === index)}
            brief={brief}
            t={t}
          />
        );
      })}
    </VirtualTable>
  );
}
