import type { ReactNode } from 'react';

interface PageFrameProps {
  readonly title: string;
  /** Beside the title: a count, a state. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly filters?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A page: title and actions, filters, what it shows, a line of facts. The title takes the focus after navigation. */
export const PageFrame = ({ title, note, actions, filters, foot, children }: PageFrameProps) => (
  <>
    <header className="page-head">
      <h1 tabIndex={-1}>{title}</h1>
      {note !== undefined && <span className="page-note">{note}</span>}
      <div className="page-actions">{actions}</div>
    </header>
    {filters === undefined ? <div /> : <search className="page-filters">{filters}</search>}
    {children}
    <footer className="page-foot">{foot}</footer>
  </>
);
