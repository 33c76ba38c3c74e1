import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { tokenMinutes } from './client-draft.ts';
import { CredentialFields } from './CredentialFields.tsx';
import { TrustFields } from './TrustFields.tsx';
import type { ClientForm } from './use-client-form.ts';

/** Name, trust, lifetime of access tokens, scope and networks of an OAuth client. */
export function ClientFields({ form }: { readonly form: ClientForm }) {
  const { t } = useTranslation();
  return (
    <CredentialFields form={form}>
      {form.values.kind === 'federated' && <TrustFields form={form} />}
      <Select
        size="sm"
        label={t('credentials.client.minutes')}
        searchable={false}
        allowDeselect={false}
        data={minutesFor(form.values.minutes).map((value) => ({
          value,
          label: t('credentials.client.minutesOf', { count: Number(value) / 60 }),
        }))}
        {...form.getInputProps('minutes')}
      />
    </CredentialFields>
  );
}

/** The lifetimes to choose from, and the present one where it was set to another elsewhere. */
const minutesFor = (present: string): readonly string[] =>
  tokenMinutes.some((value) => value === present) ? tokenMinutes : [...tokenMinutes, present];
