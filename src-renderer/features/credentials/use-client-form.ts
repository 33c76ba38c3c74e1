import { isNotEmpty, useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { isGuid } from '#shared/lang/is-guid.ts';
import { audiencesOf, type ClientDraft } from './client-draft.ts';
import { wrongNetwork } from '#renderer/ui/networks.ts';

/** The form of an OAuth client; a federated one needs whom to trust. */
export function useClientForm(initialValues: ClientDraft) {
  const { t } = useTranslation();
  return useForm<ClientDraft>({
    initialValues,
    validate: {
      label: isNotEmpty(t('credentials.client.needsName')),
      entraTenantId: (id, { kind }) =>
        kind === 'federated' && !isGuid(id.trim()) ? t('credentials.needsTenantId') : null,
      subject: (subject, { kind }) =>
        kind === 'federated' && subject.trim() === '' ? t('credentials.client.needsSubject') : null,
      audiences: (text, { kind }) =>
        kind === 'federated' && audiencesOf(text).length === 0 ? t('credentials.client.needsAudience') : null,
      networks: (text) => {
        const network = wrongNetwork(text);
        return network === undefined ? null : t('credentials.needsNetwork', { network });
      },
    },
  });
}

export type ClientForm = ReturnType<typeof useClientForm>;
