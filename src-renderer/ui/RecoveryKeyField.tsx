import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { focusOnMount } from './focus-on-mount.ts';

interface RecoveryKeyFieldProps {
  readonly value: string;
  readonly onChange: (key: string) => void;
  /** What is wrong with the key: its check characters say which group. */
  readonly error?: string | undefined;
  /** It came in the place of what had the focus; a dialog that opens gives it the focus by itself. */
  readonly takesFocus?: boolean;
}

/** Where the recovery key is typed: legible, because it is copied from a sheet of paper. */
export function RecoveryKeyField({ value, onChange, error, takesFocus = false }: RecoveryKeyFieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      ref={takesFocus ? focusOnMount : null}
      size="sm"
      data-autofocus
      label={t('recoveryKey.title')}
      description={t('recoveryKey.form')}
      classNames={{ input: 'mono' }}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
