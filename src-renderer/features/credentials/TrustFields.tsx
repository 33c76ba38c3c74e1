import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClientForm } from './use-client-form.ts';

/** Whose assertions a federated client brings: all of it must match. */
export function TrustFields({ form }: { readonly form: ClientForm }) {
  const { t } = useTranslation();
  const plain = { size: 'sm', spellCheck: false, autoComplete: 'off', classNames: { input: 'mono' } } as const;
  return (
    <>
      <TextInput
        {...plain}
        label={t('credentials.tenantId')}
        description={t('credentials.tenantIdHint')}
        placeholder="00000000-0000-0000-0000-000000000000"
        maxLength={60}
        {...form.getInputProps('entraTenantId')}
      />
      <TextInput
        {...plain}
        label={t('credentials.client.subject')}
        description={t('credentials.client.subjectHint')}
        maxLength={200}
        {...form.getInputProps('subject')}
      />
      <Textarea
        {...plain}
        label={t('credentials.audiences')}
        description={t('credentials.client.audiencesHint')}
        placeholder="api://00000000-0000-0000-0000-000000000000"
        rows={2}
        {...form.getInputProps('audiences')}
      />
    </>
  );
}
