import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { secretYears, type ClientDraft } from './client-draft.ts';

interface SecretYearsProps {
  readonly value: ClientDraft['secretYears'];
  readonly onChange: (years: ClientDraft['secretYears']) => void;
}

/** How long a client secret holds. */
export function SecretYears({ value, onChange }: SecretYearsProps) {
  const { t } = useTranslation();
  return (
    <Select
      size="sm"
      data-autofocus
      label={t('credentials.client.secretYears')}
      searchable={false}
      allowDeselect={false}
      data={secretYears.map((years) => ({
        value: years,
        label: t('credentials.client.secretYearsOf', { count: Number(years) }),
      }))}
      value={value}
      onChange={(years) => onChange(secretYears.find((one) => one === years) ?? '1')}
    />
  );
}
