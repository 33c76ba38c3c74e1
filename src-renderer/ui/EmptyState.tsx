import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing to show: one sentence, what to do about it, at most one button. */
export const EmptyState = ({ title, children, action }: EmptyStateProps) => (
  <div className="empty">
    <h2>{title}</h2>
    {children !== undefined && <div className="empty-text">{children}</div>}
    {action}
  </div>
);
