import type { ReactNode } from 'react';
import { lineStyle } from './VirtualTable.tsx';

/** Where a row of a VirtualTable stands, and whether it is the current one. */
export interface RowPlace {
  readonly index: number;
  readonly id: string;
  /** Pixels from the top, the header included. */
  readonly start: number;
  readonly current: boolean;
}

interface GridRowProps extends RowPlace {
  readonly className?: string;
  /** A pushed event changed it a moment ago. */
  readonly live?: boolean;
  /** Its cells. */
  readonly children: ReactNode;
}

/** A row of a VirtualTable, found by its `data-index` when it is clicked (see use-grid). */
export const GridRow = ({ index, id, start, current, className = '', live = false, children }: GridRowProps) => (
  <div
    role="row"
    id={id}
    data-index={index}
    aria-rowindex={index + 2}
    aria-selected={current}
    className={`grid-row grid-line ${className}${current ? ' current' : ''}${live ? ' live' : ''}`}
    style={lineStyle(start)}
  >
    {children}
  </div>
);
