import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { openDialog } from './schemas-view.ts';

interface DetailHeadProps {
  readonly name: string;
  readonly custom: boolean;
  readonly description: string;
  /** What it is known by: a URI, an address. */
  readonly known: { readonly label: string; readonly value: string };
  readonly onDownload: () => void;
}

/** What is shown, and what can be done with it. */
export function DetailHead({ name, custom, description, known, onDownload }: DetailHeadProps) {
  const { t } = useTranslation();
  const edits = usePermitted('settings.edit');
  return (
    <header className="side-head">
      <div className="side-title">
        <h2>{name}</h2>
        <span className="tag">{t(custom ? 'schemas.origin.custom' : 'schemas.origin.builtIn')}</span>
        <div className="page-actions">
          <Button
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            aria-label={t('schemas.downloadWhat', { name })}
            onClick={onDownload}
          >
            {t('schemas.download')}
          </Button>
          {custom && (
            <>
              <Button
                {...edits}
                variant="default"
                aria-label={t('schemas.editWhat', { name })}
                onClick={() => openDialog('edit')}
              >
                {t('schemas.edit')}
              </Button>
              <Button
                {...edits}
                variant="danger"
                aria-label={t('schemas.removeWhat', { name })}
                onClick={() => openDialog('remove')}
              >
                {t('schemas.remove')}
              </Button>
            </>
          )}
        </div>
      </div>
      {description !== '' && <p className="quiet">{description}</p>}
      <CopyField label={known.label} value={known.value} />
    </header>
  );
}
