import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatDate } from '#renderer/ui/format.ts';
import { expiryChoices } from './expiry.ts';
import type { TokenForm } from './use-token-form.ts';

/** Until when a token holds. `kept` is the present expiry of one that is edited; null: it has none. */
export function ExpiryFields({
  form: { form, today },
  kept,
}: {
  readonly form: TokenForm;
  readonly kept?: string | null;
}) {
  const { t } = useTranslation();
  const choices = expiryChoices.map((value) => ({ value: value as string, label: t(`tokens.expiry.${value}`) }));
  if (kept !== undefined) {
    const label = kept === null ? t('credentials.keepNever') : t('credentials.keep', { date: formatDate(kept) });
    choices.unshift({ value: 'keep', label });
  }
  return (
    <>
      <Select
        size="sm"
        label={t('tokens.expires')}
        searchable={false}
        allowDeselect={false}
        data={choices}
        {...form.getInputProps('expires')}
      />
      {form.values.expires === 'date' && (
        <TextInput size="sm" type="date" label={t('tokens.lastDay')} min={today} {...form.getInputProps('day')} />
      )}
    </>
  );
}
