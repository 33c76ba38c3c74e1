import type { ReactNode } from 'react';

export type StatusTone = 'active' | 'pending' | 'disabled' | 'failed';

/** A state in words, with a shape as well as a colour: dot, half dot, ring, diamond. */
export const StatusMark = ({ tone, children }: { readonly tone: StatusTone; readonly children: ReactNode }) => (
  <span className={`status status-${tone}`}>
    <i aria-hidden />
    {children}
  </span>
);
