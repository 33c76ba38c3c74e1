import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A secret that is typed: hidden until it is asked for, and kept by no browser. */
export function PassphraseField(props: PasswordInputProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      size="sm"
      autoComplete="off"
      visibilityToggleButtonProps={{ 'aria-label': t('ui.reveal') }}
      // Mantine says so of every other field, but not of this one.
      aria-invalid={Boolean(props.error) || undefined}
      {...props}
    />
  );
}
