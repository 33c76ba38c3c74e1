import { useId, type ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  /** Where a link to it leads. */
  readonly anchor?: string;
  readonly note?: ReactNode;
  /** Columns of twelve. */
  readonly span: 5 | 7 | 12;
  readonly children: ReactNode;
}

/** A titled region of a page. */
export function Panel({ title, anchor, note, span, children }: PanelProps) {
  const id = useId();
  return (
    <section id={anchor} className={`panel span-${span}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="panel-note">{note}</span>}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}
