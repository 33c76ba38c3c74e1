import type { CellGrid } from './use-cell-grid.ts';

interface PermissionMarkProps {
  readonly label: string;
  readonly granted: boolean;
  /** It can be reached and read, but not changed. */
  readonly locked: boolean;
  readonly cell: ReturnType<CellGrid['cell']>;
  readonly onChange: (granted: boolean) => void;
}

/** Whether a role has a permission. The whole cell is its target. */
export const PermissionMark = ({ label, granted, locked, cell, onChange }: PermissionMarkProps) => (
  <label className="matrix-mark">
    <input
      {...cell}
      type="checkbox"
      className="check-mark"
      aria-label={label}
      aria-disabled={locked}
      checked={granted}
      onChange={(event) => {
        if (!locked) onChange(event.currentTarget.checked);
      }}
    />
  </label>
);
