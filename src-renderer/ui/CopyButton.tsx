import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copySecret, copyText } from './clipboard.ts';

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for those who do not see what stands beside the button. */
  readonly what: string;
  readonly label?: string;
  readonly filled?: boolean;
  readonly size?: 'xs' | 'sm';
  /** Whether it leaves the clipboard again after a minute. */
  readonly secret?: boolean;
}

const saidMs = 2_000;
const icons = { copied: IconCheck, refused: IconAlertTriangle, idle: IconCopy } as const;

/** Copies a value and says so for a moment. */
export function CopyButton({ value, what, label, filled = false, size = 'xs', secret = false }: CopyButtonProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<keyof typeof icons>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), saidMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    (secret ? copySecret(value) : copyText(value)).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  const Icon = icons[state];
  const said = state === 'idle' ? null : t(state === 'copied' ? 'ui.copied' : 'ui.notCopied');
  return (
    <Button
      size={size}
      variant={filled ? 'filled' : 'default'}
      onClick={copy}
      aria-label={said ?? t('ui.copyWhat', { what })}
      leftSection={<Icon size={14} aria-hidden />}
    >
      {said ?? label ?? t('ui.copy')}
    </Button>
  );
}
