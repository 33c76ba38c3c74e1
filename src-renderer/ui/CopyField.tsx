import { CopyButton } from './CopyButton.tsx';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  /** Whether it leaves the clipboard again after a minute. */
  readonly secret?: boolean;
}

/** A value to be pasted elsewhere: its name, the value, a copy button. */
export const CopyField = ({ label, value, secret = false }: CopyFieldProps) => (
  <div className="field">
    <span className="field-label">{label}</span>
    <span className="value mono" title={secret ? undefined : value} data-testid={secret ? 'secret' : undefined}>
      <span className="ellipsis">{value}</span>
    </span>
    <CopyButton value={value} what={label} secret={secret} />
  </div>
);
