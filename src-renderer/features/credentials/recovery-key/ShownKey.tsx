import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clipboardSeconds } from '#renderer/ui/clipboard.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { saveText } from '#renderer/ui/save-text.ts';
import { KeySheet } from './KeySheet.tsx';

interface ShownKeyProps {
  readonly recoveryKey: string;
  readonly createdAt: string;
  /** Whether Rollcall can show it again. */
  readonly revealable: boolean;
  readonly onDone: () => void;
}

const fileName = 'rollcall-recovery-key.txt';

/** The recovery key in clear, with the three ways to keep it. It is gone when its dialog is. */
export function ShownKey({ recoveryKey, createdAt, revealable, onDone }: ShownKeyProps) {
  const { t } = useTranslation();
  const save = (): void =>
    saveText(
      fileName,
      [
        t('recoveryKey.sheet.title'),
        '',
        recoveryKey,
        '',
        t('recoveryKey.sheet.what'),
        `- ${t('recoveryKey.sheet.useSso')}`,
        `- ${t('recoveryKey.sheet.useVault')}`,
        '',
        t('recoveryKey.sheet.keep'),
        '',
      ].join('\n'),
    );
  return (
    <div className="dialog-body">
      <p>{t(revealable ? 'recoveryKey.shownAgain' : 'recoveryKey.shownOnce')}</p>
      <div className="secret mono" data-testid="recovery-key">
        {recoveryKey}
      </div>
      <div className="recovery-ways">
        <CopyButton secret size="sm" value={recoveryKey} what={t('recoveryKey.title')} />
        <Button size="sm" variant="default" leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => print()}>
          {t('recoveryKey.print')}
        </Button>
        <Button size="sm" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={save}>
          {t('recoveryKey.save')}
        </Button>
      </div>
      <p className="quiet">{t('ui.clipboardCleared', { seconds: clipboardSeconds })}</p>
      <div className="dialog-actions">
        <Button size="sm" onClick={onDone}>
          {t('recoveryKey.kept')}
        </Button>
      </div>
      <KeySheet recoveryKey={recoveryKey} createdAt={createdAt} />
    </div>
  );
}
