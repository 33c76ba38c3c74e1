import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { closeDialog } from './tenants-view.ts';

/** Another name; slug and Tenant URL stay, so that what was pasted elsewhere goes on working. */
export function RenameTenant({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const set = useConsoleMutation('tenants.set');
  const form = useForm({
    initialValues: { name: tenant.name },
    validate: { name: (name) => (name.trim() === '' ? t('tenants.needsName') : null) },
  });
  const submit = form.onSubmit(({ name }) =>
    set.mutate(
      { tenantId: tenant.id, name: name.trim() },
      {
        onSuccess: (renamed) => {
          notifications.show({ message: t('tenants.renamed', { name: renamed.name }) });
          closeDialog();
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <RequiredField
        data-autofocus
        label={t('tenants.name')}
        description={t('tenants.renameHint', { slug: tenant.slug })}
        maxLength={80}
        {...form.getInputProps('name')}
      />
      <FormEnd verb={t('tenants.rename')} pending={set.isPending} error={set.error?.message} onCancel={closeDialog} />
    </form>
  );
}
