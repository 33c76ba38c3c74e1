import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { freeSlug, useNameAndSlug } from './name-and-slug.ts';
import { NameFields } from './NameFields.tsx';
import { closeDialog, showTenant } from './tenants-view.ts';

interface DuplicateTenantProps {
  readonly tenant: TenantWithUrl;
  readonly tenants: readonly TenantWithUrl[];
}

/** A second tenant that is set up alike, with nobody in it. */
export function DuplicateTenant({ tenant, tenants }: DuplicateTenantProps) {
  const { t } = useTranslation();
  const duplicate = useConsoleMutation('tenants.duplicate');
  const name = t('tenants.copyOf', { name: tenant.name });
  const form = useNameAndSlug(tenants, { name, slug: freeSlug(name, tenants) });
  const submit = form.onSubmit((values) =>
    duplicate.mutate(
      { tenantId: tenant.id, name: values.name.trim(), slug: values.slug.trim() },
      {
        onSuccess: (made) => {
          notifications.show({ message: t('tenants.duplicated', { name: tenant.name, copy: made.name }) });
          showTenant(made.slug);
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <p>{t('tenants.duplicateText')}</p>
      <NameFields form={form} tenants={tenants} />
      <FormEnd
        verb={t('tenants.duplicate')}
        pending={duplicate.isPending}
        error={duplicate.error?.message}
        onCancel={closeDialog}
      />
    </form>
  );
}
