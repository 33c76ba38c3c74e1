import { Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { ProviderTokens } from '#shared/console-api/oauth-clients.ts';
import { isGuid } from '#shared/lang/is-guid.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { focusFault } from '#renderer/ui/focus-fault.ts';
import { Refusal } from '#renderer/ui/Refusal.tsx';
import { audiencesOf } from './client-draft.ts';
import { closeDialog } from './credentials-view.ts';

/** Turns provider-issued tokens on for one Entra tenant, after the warning; or off again. */
export function ProviderTokensForm({ providerTokens }: { readonly providerTokens: ProviderTokens }) {
  const { t } = useTranslation();
  const { id: tenantId, idpTenantId } = useTenant();
  const { enabled } = providerTokens;
  const set = useConsoleMutation('providerTokens.set');
  const form = useForm({
    initialValues: {
      entraTenantId: providerTokens.entraTenantId ?? idpTenantId ?? '',
      audiences: providerTokens.audiences.join('\n'),
    },
    validate: {
      entraTenantId: (id) => (!isGuid(id.trim()) ? t('credentials.needsTenantId') : null),
      audiences: (text) => (audiencesOf(text).length === 0 ? t('credentials.client.needsAudience') : null),
    },
  });
  const save = (on: boolean): void =>
    set.mutate(
      {
        tenantId,
        enabled: on,
        entraTenantId: on ? form.values.entraTenantId.trim() : providerTokens.entraTenantId,
        audiences: on ? audiencesOf(form.values.audiences) : [...providerTokens.audiences],
      },
      {
        onSuccess: () => {
          notifications.show({ message: t(on ? 'credentials.provider.turnedOn' : 'credentials.provider.turnedOff') });
          closeDialog();
        },
      },
    );
  const plain = { size: 'sm', spellCheck: false, autoComplete: 'off', classNames: { input: 'mono' } } as const;
  return (
    <form onSubmit={form.onSubmit(() => save(true), focusFault(form))} noValidate className="dialog-body">
      <p>{t('credentials.provider.text')}</p>
      <p className="warning-note">{t('credentials.provider.warning')}</p>
      <TextInput
        {...plain}
        data-autofocus
        label={t('credentials.tenantId')}
        description={t('credentials.tenantIdHint')}
        placeholder="00000000-0000-0000-0000-000000000000"
        maxLength={60}
        {...form.getInputProps('entraTenantId')}
      />
      <Textarea
        {...plain}
        label={t('credentials.audiences')}
        description={t('credentials.provider.audiencesHint')}
        rows={2}
        {...form.getInputProps('audiences')}
      />
      <Refusal error={set.error?.message} />
      <div className="dialog-actions">
        {enabled && (
          <Button size="sm" variant="danger" onClick={() => save(false)} disabled={set.isPending}>
            {t('credentials.provider.turnOff')}
          </Button>
        )}
        <Button size="sm" variant="default" onClick={closeDialog}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" type="submit" loading={set.isPending}>
          {t(enabled ? 'credentials.save' : 'credentials.provider.turnOn')}
        </Button>
      </div>
    </form>
  );
}
