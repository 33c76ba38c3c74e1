import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Deed {
  /** On the button. */
  readonly verb: string;
  /** The verb with the name of what it is done to, for whoever hears the button alone. */
  readonly label: string;
  readonly onClick: () => void;
}

interface SideHeadProps {
  readonly name: string;
  /** Where it comes from. */
  readonly tag: string;
  readonly download: Deed;
  /** Null for what came with Rollcall: it stays as it is. */
  readonly change: { readonly edit: Deed; readonly remove: Deed } | null;
  /** Props of the buttons that change it, where that is not everybody's to do. */
  readonly permitted: { readonly disabled?: true; readonly title?: string };
  /** What it says of itself. */
  readonly children: ReactNode;
}

/** What is shown beside a list, and what can be done with it. */
export function SideHead({ name, tag, download, change, permitted, children }: SideHeadProps) {
  return (
    <header className="side-head">
      <div className="side-title">
        <h2>{name}</h2>
        <span className="tag">{tag}</span>
        <div className="page-actions">
          <Button
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            aria-label={download.label}
            onClick={download.onClick}
          >
            {download.verb}
          </Button>
          {change !== null && (
            <>
              <Button {...permitted} variant="default" aria-label={change.edit.label} onClick={change.edit.onClick}>
                {change.edit.verb}
              </Button>
              <Button {...permitted} variant="danger" aria-label={change.remove.label} onClick={change.remove.onClick}>
                {change.remove.verb}
              </Button>
            </>
          )}
        </div>
      </div>
      {children}
    </header>
  );
}
