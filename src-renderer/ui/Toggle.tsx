import type { ReactNode } from 'react';

interface ToggleProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly pressed: boolean;
  readonly onChange: (pressed: boolean) => void;
}

/** A filter that is on or off. */
export const Toggle = ({ label, icon, pressed, onChange }: ToggleProps) => (
  <button type="button" className="toggle" aria-pressed={pressed} onClick={() => onChange(!pressed)}>
    {icon}
    {label}
  </button>
);
