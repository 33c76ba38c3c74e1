import { useMemo, useState } from 'react';

export interface Column {
  readonly id: string;
  /** Its width until the reader sets one: a track of CSS grid. */
  readonly width: string;
  readonly label: string;
  readonly sortable?: boolean;
  readonly alignEnd?: boolean;
}

export interface ColumnWidths {
  /** For grid-template-columns. */
  readonly template: string;
  /** Pixels; null gives the column its own width back. */
  readonly set: (id: string, pixels: number | null) => void;
}

const narrowest = 64;
const widest = 720;

/** Column widths that the reader may set, kept in this browser under `key`. */
export function useColumnWidths(key: string, columns: readonly Column[]): ColumnWidths {
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>(() => load(key));
  return useMemo(
    () => ({
      template: columns.map(({ id, width }) => (widths[id] === undefined ? width : `${widths[id]}px`)).join(' '),
      set: (id, pixels) =>
        setWidths((before) => {
          const { [id]: _, ...others } = before;
          const after = pixels === null ? others : { ...others, [id]: Math.min(widest, Math.max(narrowest, pixels)) };
          localStorage.setItem(storageKey(key), JSON.stringify(after));
          return after;
        }),
    }),
    [columns, widths, key],
  );
}

const storageKey = (key: string): string => `rollcall.columns.${key}`;

function load(key: string): Readonly<Record<string, number>> {
  const text = localStorage.getItem(storageKey(key));
  if (text === null) return {};
  const stored: unknown = JSON.parse(text);
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
