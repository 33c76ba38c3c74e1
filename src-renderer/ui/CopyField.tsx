import { CopyButton } from './CopyButton.tsx';

/** A value to be pasted elsewhere: its name, the value, a copy button. */
export const CopyField = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div className="field">
    <span className="field-label">{label}</span>
    <span className="value mono" title={value}>
      <span className="ellipsis">{value}</span>
    </span>
    <CopyButton value={value} what={label} />
  </div>
);
