import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { formatDateTime } from '#renderer/ui/format.ts';
import { PropertyDiff } from '#renderer/ui/PropertyDiff.tsx';
import { useActionLabel } from './use-action-label.ts';

interface EntryDialogProps {
  /** Null closes it. */
  readonly entry: AuditEntry | null;
  readonly onClose: () => void;
}

/** One entry: what was before and after, from where, and its place in the chain. */
export function EntryDialog({ entry, onClose }: EntryDialogProps) {
  const label = useActionLabel();
  // The entry stays while the dialog fades out.
  const [shown, setShown] = useState(entry);
  if (entry !== null && entry !== shown) setShown(entry);
  return (
    <Dialog title={shown === null ? '' : label(shown.action)} opened={entry !== null} onClose={onClose} wide>
      {shown !== null && <Entry entry={shown} onClose={onClose} />}
    </Dialog>
  );
}

const text = (value: unknown): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

function Entry({ entry, onClose }: { readonly entry: AuditEntry; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { actor, before, after } = entry;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const properties = names
    .map((name) => ({ displayName: name, oldValue: text(before?.[name]), newValue: text(after?.[name]) }))
    .filter(({ oldValue, newValue }) => oldValue !== newValue);
  return (
    <div className="dialog-body">
      <p>
        {t('audit.sentence', {
          actor: actor.name === '' ? t(`audit.actor.${actor.kind}`) : actor.name,
          at: formatDateTime(entry.at),
          via: t(`audit.via.${entry.via}`),
        })}
      </p>
      {entry.target !== null && <p>{entry.target}</p>}
      {entry.detail !== null && <p className={entry.outcome === 'done' ? undefined : 'dialog-error'}>{entry.detail}</p>}
      {properties.length > 0 && <PropertyDiff properties={properties} />}
      <CopyField label={t('audit.hash', { seq: entry.seq })} value={entry.hash} />
      <DoneEnd onDone={onClose} />
    </div>
  );
}
