import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { SideHead } from '#renderer/ui/SideHead.tsx';
import { openDialog } from './schemas-view.ts';

interface DetailHeadProps {
  readonly name: string;
  readonly custom: boolean;
  readonly description: string;
  /** What it is known by: a URI, an address. */
  readonly known: { readonly label: string; readonly value: string };
  readonly onDownload: () => void;
}

/** The head of a schema or a resource type. */
export function DetailHead({ name, custom, description, known, onDownload }: DetailHeadProps) {
  const { t } = useTranslation();
  const permitted = usePermitted('settings.edit');
  return (
    <SideHead
      name={name}
      tag={t(custom ? 'schemas.origin.custom' : 'schemas.origin.builtIn')}
      permitted={permitted}
      download={{ verb: t('schemas.download'), label: t('schemas.downloadWhat', { name }), onClick: onDownload }}
      change={
        custom
          ? {
              edit: {
                verb: t('schemas.edit'),
                label: t('schemas.editWhat', { name }),
                onClick: () => openDialog('edit'),
              },
              remove: {
                verb: t('schemas.remove'),
                label: t('schemas.removeWhat', { name }),
                onClick: () => openDialog('remove'),
              },
            }
          : null
      }
    >
      {description !== '' && <p className="quiet">{description}</p>}
      <CopyField label={known.label} value={known.value} />
    </SideHead>
  );
}
