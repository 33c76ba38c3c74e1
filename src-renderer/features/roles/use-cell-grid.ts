// A small grid of controls with one tab stop: the arrows go from cell to cell, Home and End to the first and the last of a
// row, with Ctrl to the first and the last row (ARIA Authoring Practices, grid). A control says where it stands with
// `data-cell="row:column"`.
import { useState, type FocusEvent, type KeyboardEvent } from 'react';

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Attributes that make controls in a grid one tab stop with arrows. */
export interface CellGrid {
  /** The attributes of the control at a place. */
  readonly cell: (row: number, column: number) => { readonly 'data-cell': string; readonly tabIndex: 0 | -1 };
  readonly container: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  };
}

const printCell = ({ row, column }: Cell): string => `${row}:${column}`;

export function useCellGrid(rows: number, columns: number): CellGrid {
  const [wanted, setWanted] = useState<Cell>({ row: 0, column: 0 });
  // Columns go while one of them is the stop.
  const stop = { row: Math.min(wanted.row, rows - 1), column: Math.min(wanted.column, columns - 1) };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const from = cellOf(event.target);
    if (from === null || event.altKey || event.metaKey || event.shiftKey) return;
    const to = target(event.key, event.ctrlKey, from, { row: rows - 1, column: columns - 1 });
    if (to === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${printCell(to)}"]`)?.focus();
  };
  return {
    cell: (row, column) => ({
      'data-cell': printCell({ row, column }),
      tabIndex: row === stop.row && column === stop.column ? 0 : -1,
    }),
    container: {
      onKeyDown,
      onFocus: ({ target: focused }) => {
        const cell = cellOf(focused);
        if (cell !== null) setWanted(cell);
      },
    },
  };
}

function cellOf(element: EventTarget): Cell | null {
  const text = element instanceof HTMLElement ? element.dataset['cell'] : undefined;
  if (text === undefined) return null;
  const [row = 0, column = 0] = text.split(':').map(Number);
  return { row, column };
}

function target(key: string, ctrl: boolean, { row, column }: Cell, last: Cell): Cell | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(last.row, row + 1), column };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(last.column, column + 1) };
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrl ? last.row : row, column: last.column };
    default:
      return undefined;
  }
}
