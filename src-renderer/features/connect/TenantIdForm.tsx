import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { IdpTenantIdField } from '#renderer/ui/IdpTenantIdField.tsx';
import { connectView } from './connect-view.ts';

/** Saves the identity provider's own id of the tenant, as the provider whose tutorial is shown writes it. */
export function TenantIdForm() {
  const { id: tenantId, idpTenantId } = useTenant();
  const { provider } = connectView(useHashRoute().params, tenantId);
  const set = useConsoleMutation('tenants.set');
  const edits = usePermitted('settings.edit');
  return (
    <IdpTenantIdField
      saved={idpTenantId}
      wantsGuid={provider === 'entra'}
      pending={set.isPending}
      permitted={edits}
      error={set.error?.message ?? null}
      onSave={(id) => set.mutate({ tenantId, idpTenantId: id })}
      onEdit={set.reset}
    />
  );
}
