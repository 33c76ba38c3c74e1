import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, ColumnWidths } from './column-widths.ts';

export interface Sort {
  readonly by: string;
  readonly descending: boolean;
}

interface ColumnHeaderProps {
  readonly column: Column;
  readonly sort: Sort | null;
  readonly onSort: (by: string) => void;
  readonly widths: ColumnWidths | null;
}

const keyStep = 16;

/** A column's head: sorts on click; Shift with the left or right arrow sets the width, a double click gives it back. */
export function ColumnHeader({ column, sort, onSort, widths }: ColumnHeaderProps) {
  const { t } = useTranslation();
  const head = useRef<HTMLDivElement>(null);
  const sorted = sort?.by === column.id ? sort : null;
  const direction = sorted?.descending === true ? 'descending' : 'ascending';
  const resizeByKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
    if (!event.shiftKey || step === undefined || widths === null || head.current === null) return;
    event.preventDefault();
    widths.set(column.id, head.current.offsetWidth + step);
  };
  return (
    <div
      ref={head}
      role="columnheader"
      className={column.alignEnd === true ? 'column column-end' : 'column'}
      aria-sort={column.sortable === true ? (sorted === null ? 'none' : direction) : undefined}
    >
      {column.sortable === true || widths !== null ? (
        <button
          type="button"
          className="column-button"
          title={widths === null ? undefined : t('ui.columnKeys')}
          onClick={() => column.sortable === true && onSort(column.id)}
          onKeyDown={resizeByKey}
        >
          {column.label}
          {sorted !== null &&
            (sorted.descending ? <IconArrowDown size={12} aria-hidden /> : <IconArrowUp size={12} aria-hidden />)}
        </button>
      ) : (
        column.label
      )}
      {widths !== null && <ResizeHandle id={column.id} head={head} widths={widths} />}
    </div>
  );
}

interface ResizeHandleProps {
  readonly id: string;
  readonly head: React.RefObject<HTMLDivElement | null>;
  readonly widths: ColumnWidths;
}

function ResizeHandle({ id, head, widths }: ResizeHandleProps) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const start = (event: PointerEvent<HTMLSpanElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: head.current?.offsetWidth ?? 0 };
  };
  const move = (event: PointerEvent): void => {
    if (from.current !== null) widths.set(id, from.current.width + event.clientX - from.current.x);
  };
  return (
    <span
      className="column-resize"
      aria-hidden
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={() => (from.current = null)}
      onDoubleClick={() => widths.set(id, null)}
    />
  );
}
