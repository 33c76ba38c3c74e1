import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { connectView } from './connect-view.ts';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The identity provider's own id of the tenant. Entra's is a GUID; others have ids of any kind. */
export function TenantIdForm() {
  const { t } = useTranslation();
  const { id: tenantId, idpTenantId } = useTenant();
  const { provider } = connectView(useHashRoute().params, tenantId);
  const set = useConsoleMutation('tenants.set');
  const form = useForm({
    initialValues: { id: idpTenantId ?? '' },
    validate: { id: (id) => faultOf(id.trim()) },
    onValuesChange: () => set.reset(),
  });
  function faultOf(id: string): string | null {
    if (id === '') return t('connect.tenantId.missing');
    return provider === 'entra' && !guid.test(id) ? t('connect.tenantId.noGuid', { id }) : null;
  }
  const submit = form.onSubmit(({ id }) => set.mutate({ tenantId, idpTenantId: id.trim() }));
  const field = form.getInputProps('id');
  const isSaved = idpTenantId !== null && form.values.id.trim() === idpTenantId;
  return (
    <form onSubmit={submit} noValidate className="tenant-id">
      <TextInput
        size="sm"
        required
        withAsterisk={false}
        label={t('connect.tenantId.label')}
        placeholder={provider === 'entra' ? '00000000-0000-0000-0000-000000000000' : ''}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        {...field}
        error={field.error ?? set.error?.message}
      />
      <Button size="sm" variant={idpTenantId === null ? 'filled' : 'default'} type="submit" loading={set.isPending}>
        {t('connect.tenantId.save')}
      </Button>
      <span role="status" className="quiet">
        {isSaved && t('connect.tenantId.saved')}
      </span>
    </form>
  );
}
