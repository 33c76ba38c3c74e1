import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** What `print()` prints instead of the page, while it is drawn. Not seen on screen and not read out. */
export const PrintSheet = ({ children }: { readonly children: ReactNode }) =>
  createPortal(
    <div className="print-sheet" aria-hidden>
      {children}
    </div>,
    document.body,
  );
