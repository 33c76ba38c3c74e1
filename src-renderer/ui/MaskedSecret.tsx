import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './CopyButton.tsx';

interface MaskedSecretProps {
  /** What the secret is, for those who do not see what stands beside the button. */
  readonly what: string;
  /** Its last characters, which are no secret. */
  readonly hint: string;
  /** Null: masked. */
  readonly secret: string | null;
  readonly pending: boolean;
  readonly onReveal: () => void;
  readonly onHide: () => void;
}

/** A secret that can be shown again: masked until asked for, and masked again on request. */
export function MaskedSecret({ what, hint, secret, pending, onReveal, onHide }: MaskedSecretProps) {
  const { t } = useTranslation();
  return (
    <span className="masked">
      <span className="value mono" data-testid={secret === null ? undefined : 'secret'}>
        {secret === null ? (
          <span className="ellipsis">
            <span aria-hidden>{'•'.repeat(12)}</span>
            <span className="visually-hidden">{t('ui.masked')}</span>
            {hint}
          </span>
        ) : (
          <span className="masked-secret">{secret}</span>
        )}
      </span>
      {secret === null ? (
        <Button
          variant="default"
          loading={pending}
          aria-label={t('ui.revealWhat', { what })}
          leftSection={<IconEye size={14} aria-hidden />}
          onClick={onReveal}
        >
          {t('ui.reveal')}
        </Button>
      ) : (
        <>
          <CopyButton secret value={secret} what={what} />
          <Button
            variant="default"
            aria-label={t('ui.hideWhat', { what })}
            leftSection={<IconEyeOff size={14} aria-hidden />}
            onClick={onHide}
          >
            {t('ui.hide')}
          </Button>
        </>
      )}
    </span>
  );
}
