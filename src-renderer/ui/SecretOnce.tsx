import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clipboardSeconds } from './clipboard.ts';
import { CopyButton } from './CopyButton.tsx';

interface SecretOnceProps {
  readonly secret: string;
  /** What the secret is, on the copy button. */
  readonly what: string;
  readonly copyLabel: string;
  readonly children: ReactNode;
  readonly onDone: () => void;
}

/** A secret that is shown this once: it is a prop and nothing else, and goes when its dialog goes. */
export function SecretOnce({ secret, what, copyLabel, children, onDone }: SecretOnceProps) {
  const { t } = useTranslation();
  return (
    <div className="dialog-body">
      <p>{children}</p>
      <div className="secret mono" data-testid="secret">
        {secret}
      </div>
      <p className="quiet">{t('ui.clipboardCleared', { seconds: clipboardSeconds })}</p>
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onDone}>
          {t('ui.done')}
        </Button>
        <CopyButton size="sm" filled secret value={secret} what={what} label={copyLabel} />
      </div>
    </div>
  );
}
