import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Refusal } from '#renderer/ui/Refusal.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';

/** The switch of products that have one for provisioning itself. */
export function ProvisioningPanel({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const set = useConsoleMutation('tenants.set');
  const edits = usePermitted('settings.edit');
  const choose = (choice: 'on' | 'off'): void =>
    set.mutate(
      { tenantId: tenant.id, provisioning: choice === 'on' },
      {
        onSuccess: ({ name, provisioning }) =>
          notifications.show({
            message: t(provisioning ? 'tenants.provisioning.turnedOn' : 'tenants.provisioning.turnedOff', { name }),
          }),
      },
    );
  return (
    <Panel title={t('tenants.provisioning.title')} span={12}>
      <div className="tenant-setting">
        <Segments
          label={t('tenants.provisioning.title')}
          value={tenant.provisioning ? 'on' : 'off'}
          {...edits}
          onChange={choose}
          options={[
            { value: 'off', label: t('tenants.provisioning.off') },
            { value: 'on', label: t('tenants.provisioning.on') },
          ]}
        />
        <p className={tenant.provisioning ? 'quiet' : undefined}>
          {t(tenant.provisioning ? 'tenants.provisioning.onText' : 'tenants.provisioning.offText')}
        </p>
        <Refusal error={set.error?.message} />
      </div>
    </Panel>
  );
}
