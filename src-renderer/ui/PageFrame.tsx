import type { ReactNode } from 'react';
import { printHash } from './hash-route.ts';

interface PageFrameProps {
  readonly title: string;
  /** The page this one belongs to, before the title. */
  readonly parent?: { readonly label: string; readonly page: string };
  /** Beside the title: a count, a state. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly filters?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A page: title and actions, filters, what it shows, a line of facts. The title takes the focus after navigation. */
export const PageFrame = ({ title, parent, note, actions, filters, foot, children }: PageFrameProps) => (
  <>
    <header className="page-head">
      {parent !== undefined && (
        <span className="page-parent">
          <a href={printHash(parent.page)}>{parent.label}</a>
          <span aria-hidden>/</span>
        </span>
      )}
      <h1 tabIndex={-1}>{title}</h1>
      {note !== undefined && <span className="page-note">{note}</span>}
      <div className="page-actions">{actions}</div>
    </header>
    {filters === undefined ? <div /> : <search className="page-filters">{filters}</search>}
    {children}
    <footer className="page-foot">{foot}</footer>
  </>
);
