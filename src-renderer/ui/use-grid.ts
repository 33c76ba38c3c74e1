// A virtual list with one tab stop: the container has the focus, arrows move the current row (aria-activedescendant),
// Enter or a click opens it; rows carry `data-index` and no handlers. It serves tables, cards in lanes and the log alike.
import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';

export interface GridOptions {
  /** Prefix of the rows' DOM ids. */
  readonly id: string;
  readonly count: number;
  /** Pixels, the gap below included. */
  readonly rowHeight: number;
  /** Pixels of the sticky header. */
  readonly headerHeight?: number;
  readonly lanes?: number;
  readonly overscan?: number;
  readonly onOpen: (index: number) => void;
  /** The reader moved by keyboard. */
  readonly onMove?: (index: number) => void;
  /** The key of a row. With it, rows that are added above move neither what is read nor the current row. */
  readonly keyOf?: (index: number) => number;
}

export interface Grid {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** Lines in view; a line is one row, or as many cards as there are lanes. */
  readonly lines: readonly VirtualItem[];
  /** First and last index in view, both included. */
  readonly first: number;
  readonly last: number;
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  readonly rowId: (index: number) => string;
  readonly container: {
    readonly ref: RefObject<HTMLDivElement | null>;
    readonly tabIndex: 0;
    readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
    readonly onClick: (event: MouseEvent<HTMLDivElement>) => void;
    readonly 'aria-activedescendant': string | undefined;
  };
}

export function useGrid({
  id,
  count,
  rowHeight,
  headerHeight = 0,
  lanes = 1,
  overscan = 8,
  onOpen,
  onMove,
  keyOf,
}: GridOptions): Grid {
  const ref = useRef<HTMLDivElement>(null);
  const keys = useRef(keyOf);
  useEffect(() => {
    keys.current = keyOf;
  });
  const [cursor, setCursor] = useState<{ readonly index: number; readonly key?: number | undefined }>({ index: -1 });
  const setCurrent = useCallback((index: number) => setCursor({ index, key: keys.current?.(index) }), []);
  const current = placeOf(cursor, count, keyOf);
  // oxlint-disable-next-line react/incompatible-library -- true of any virtualizer; the React Compiler is not used
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: Math.ceil(count / lanes),
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    ...(keyOf === undefined ? {} : { getItemKey: keyOf, anchorTo: 'end' as const }),
  });
  const lines = virtualizer.getVirtualItems();
  const first = (lines[0]?.index ?? 0) * lanes;
  const last = Math.min(count, ((lines.at(-1)?.index ?? 0) + 1) * lanes) - 1;
  const rowId = useCallback((index: number) => `${id}-${index}`, [id]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && current >= 0) {
      event.preventDefault();
      onOpen(current);
      return;
    }
    const page = Math.max(1, Math.floor((ref.current?.clientHeight ?? rowHeight) / rowHeight) - 1) * lanes;
    const target = targetOf(event.key, { current, count, lanes, page });
    if (target === undefined || count === 0) return;
    event.preventDefault();
    const next = Math.min(count - 1, Math.max(0, target));
    setCurrent(next);
    virtualizer.scrollToIndex(Math.floor(next / lanes));
    onMove?.(next);
  };

  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (row === null) return;
    const index = Number(row.dataset['index']);
    setCurrent(index);
    onOpen(index);
  };

  return {
    ref,
    virtualizer,
    lines,
    first,
    last,
    current,
    setCurrent,
    rowId,
    container: {
      ref,
      tabIndex: 0,
      onKeyDown,
      onClick,
      'aria-activedescendant': current >= first && current <= last ? rowId(current) : undefined,
    },
  };
}

/** Where the current row is now; -1 when it is gone. */
function placeOf(
  { index, key }: { readonly index: number; readonly key?: number | undefined },
  count: number,
  keyOf: GridOptions['keyOf'],
): number {
  if (keyOf === undefined || key === undefined || index < 0 || keyOf(index) === key) return index;
  for (let at = 0; at < count; at++) if (keyOf(at) === key) return at;
  return -1;
}

interface Position {
  readonly current: number;
  readonly count: number;
  readonly lanes: number;
  readonly page: number;
}

function targetOf(key: string, { current, count, lanes, page }: Position): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return current < 0 ? 0 : current + lanes;
    case 'ArrowUp':
      return current < 0 ? 0 : current - lanes;
    case 'ArrowRight':
      return lanes > 1 ? current + 1 : undefined;
    case 'ArrowLeft':
      return lanes > 1 ? current - 1 : undefined;
    case 'PageDown':
      return current + page;
    case 'PageUp':
      return current - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
