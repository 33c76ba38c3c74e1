import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Panel } from '#renderer/ui/Panel.tsx';

/** The identity provider's own id of its tenant, where a token can only be made once it is saved. */
export function IdpTenantIdPanel({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const set = useConsoleMutation('tenants.set');
  const edits = usePermitted('settings.edit');
  const form = useForm({
    initialValues: { idpTenantId: tenant.idpTenantId ?? '' },
    validate: { idpTenantId: (id) => (id.trim() === '' ? t('tenants.idpTenantId.missing') : null) },
    onValuesChange: () => set.reset(),
  });
  const submit = form.onSubmit(({ idpTenantId }) =>
    set.mutate(
      { tenantId: tenant.id, idpTenantId: idpTenantId.trim() },
      { onSuccess: () => notifications.show({ message: t('tenants.idpTenantId.saved') }) },
    ),
  );
  const fields = form.getInputProps('idpTenantId');
  return (
    <Panel title={t('tenants.idpTenantId.title')} span={12}>
      <form onSubmit={submit} noValidate className="tenant-setting">
        <div className="idp-tenant-id">
          <TextInput
            size="sm"
            required
            aria-label={t('tenants.idpTenantId.title')}
            placeholder="00000000-0000-0000-0000-000000000000"
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: 'mono' }}
            {...fields}
            error={fields.error ?? set.error?.message}
          />
          <Button size="sm" variant="default" type="submit" {...edits} loading={set.isPending}>
            {t('tenants.idpTenantId.save')}
          </Button>
        </div>
        <p className="quiet">
          {t(tenant.idpTenantId === null ? 'tenants.idpTenantId.needed' : 'tenants.idpTenantId.hint')}
        </p>
      </form>
    </Panel>
  );
}
