import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { clearParams } from '#renderer/ui/hash-route.ts';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { closeDialog } from './tenants-view.ts';
import { useExport } from './use-export.ts';

interface DeleteTenantProps {
  readonly tenant: TenantWithUrl;
  readonly isLast: boolean;
}

/** For good: offers the export first, and asks for the slug. The last tenant stays. */
export function DeleteTenant({ tenant, isLast }: DeleteTenantProps) {
  const { t } = useTranslation();
  if (!isLast) return <DeleteForm tenant={tenant} />;
  return (
    <div className="dialog-body">
      <p>{t('tenants.lastStays', { name: tenant.name })}</p>
      <DoneEnd onDone={closeDialog} />
    </div>
  );
}

function DeleteForm({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const exporting = useExport(tenant.id);
  const client = useConsole();
  // Not with the call: that the tenant is gone, and with it this dialog, is heard before the answer.
  const remove = useMutation({
    mutationFn: (slug: string) => client.call('tenants.remove', { tenantId: tenant.id, slug }),
    onSuccess: () => {
      notifications.show({ message: t('tenants.deleted', { name: tenant.name }) });
      clearParams();
    },
    gcTime: 0,
  });
  const form = useForm({
    initialValues: { slug: '' },
    validate: {
      slug: (slug) => (slug.trim() === tenant.slug ? null : t('tenants.typeSlug', { slug: tenant.slug })),
    },
  });
  const submit = form.onSubmit(
    ({ slug }) => remove.mutate(slug.trim()),
    () => form.getInputNode('slug')?.focus(),
  );
  const error = remove.error ?? exporting.error;
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <p>{t('tenants.deleteText')}</p>
      <div className="export-first">
        <Button
          size="sm"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={exporting.isPending}
          onClick={() => exporting.mutate()}
          data-autofocus
        >
          {t('tenants.exportFirst')}
        </Button>
        <span role="status" className="quiet">
          {exporting.isSuccess ? t('tenants.exportedAs', { file: exporting.data }) : t('tenants.exportHolds')}
        </span>
      </div>
      <RequiredField
        label={<Trans i18nKey="tenants.slugToDelete" values={{ slug: tenant.slug }} components={{ c: <code /> }} />}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        {...form.getInputProps('slug')}
      />
      <FormEnd
        verb={t('tenants.delete')}
        pending={remove.isPending}
        error={error?.message}
        danger
        onCancel={closeDialog}
      />
    </form>
  );
}
