interface CheckMarkProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A checkbox whose label stands elsewhere: in the head of its column. */
export const CheckMark = ({ label, checked, disabled = false, onChange }: CheckMarkProps) => (
  <input
    type="checkbox"
    className="check-mark"
    aria-label={label}
    checked={checked}
    disabled={disabled}
    onChange={(event) => onChange(event.currentTarget.checked)}
  />
);
