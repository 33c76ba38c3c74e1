import { Button, CopyButton as Copying } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for those who do not see what stands beside the button. */
  readonly what: string;
  readonly label?: string;
  readonly filled?: boolean;
  readonly size?: 'xs' | 'sm';
}

/** Copies a value and says so for a moment. */
export function CopyButton({ value, what, label, filled = false, size = 'xs' }: CopyButtonProps) {
  const { t } = useTranslation();
  return (
    <Copying value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <Button
          size={size}
          variant={filled ? 'filled' : 'default'}
          onClick={copy}
          aria-label={copied ? t('ui.copied') : t('ui.copyWhat', { what })}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        >
          {copied ? t('ui.copied') : (label ?? t('ui.copy'))}
        </Button>
      )}
    </Copying>
  );
}
