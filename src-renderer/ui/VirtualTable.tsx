import type { CSSProperties, ReactNode } from 'react';
import { ColumnHeader, type Sort } from './ColumnHeader.tsx';
import type { Column, ColumnWidths } from './column-widths.ts';
import type { Grid } from './use-grid.ts';

export const tableHeaderHeight = 34;

interface VirtualTableProps {
  readonly label: string;
  readonly grid: Grid;
  readonly columns: readonly Column[];
  readonly widths?: ColumnWidths;
  readonly sort?: Sort;
  readonly onSort?: (by: string) => void;
  readonly rowCount: number;
  /** Rows of an older search are shown until the new ones come. */
  readonly busy?: boolean;
  readonly className?: string;
  /** Pixels below which it scrolls sideways. */
  readonly minWidth?: number;
  readonly onScroll?: () => void;
  /** What stands in place of rows: skeleton, empty state, failure. */
  readonly instead?: ReactNode;
  readonly children: ReactNode;
}

const unsorted = (): void => undefined;

/** A table of which only the rows in view exist. Rows are absolutely placed, plain elements: no kit components here. */
export const VirtualTable = ({
  label,
  grid,
  columns,
  widths,
  sort,
  onSort = unsorted,
  rowCount,
  busy = false,
  className = '',
  minWidth = 0,
  onScroll,
  instead,
  children,
}: VirtualTableProps) => (
  <div className="grid-frame" data-region>
    <div
      {...grid.container}
      className={`grid ${className}`}
      role="grid"
      aria-label={label}
      aria-busy={busy}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      data-grid
      onScroll={onScroll}
      style={
        {
          '--columns': widths?.template ?? columns.map(({ width }) => width).join(' '),
          '--min-width': `${minWidth}px`,
        } as CSSProperties
      }
    >
      <div className="grid-head" role="rowgroup">
        <div className="grid-line" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <ColumnHeader key={column.id} column={column} sort={sort ?? null} onSort={onSort} widths={widths ?? null} />
          ))}
        </div>
      </div>
      <div className="grid-body" role="rowgroup" style={{ height: grid.virtualizer.getTotalSize() }}>
        {children}
      </div>
    </div>
    {instead !== undefined && instead !== null && <div className="grid-instead">{instead}</div>}
  </div>
);

/** Where a line stands inside the table's body. */
export const lineStyle = (start: number): CSSProperties => ({
  transform: `translateY(${start - tableHeaderHeight}px)`,
});
