import { Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { TunnelDraft } from '../draft.ts';

interface SecretFieldProps {
  readonly form: UseFormReturnType<TunnelDraft>;
  readonly name: 'token' | 'authtoken' | 'privateKey';
  readonly label: string;
  readonly hint: string;
  /** Whether one is stored: it is never shown, only replaced. */
  readonly saved: boolean;
}

/** A secret that goes in and never comes out again. */
export function SecretField({ form, name, label, hint, saved }: SecretFieldProps) {
  const { t } = useTranslation();
  const props = {
    size: 'sm',
    name,
    label,
    description: hint,
    placeholder: saved ? t('tunnel.form.secretSaved') : '',
    autoComplete: 'off',
    spellCheck: false,
    classNames: { input: 'mono' },
    ...form.getInputProps(name),
  } as const;
  if (name === 'privateKey') return <Textarea rows={4} maxLength={16_384} {...props} />;
  return <TextInput type="password" maxLength={4_096} {...props} />;
}
