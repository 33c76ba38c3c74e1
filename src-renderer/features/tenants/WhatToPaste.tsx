import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { useProfile } from '#renderer/console-client/tenant-profiles.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';

interface WhatToPasteProps {
  readonly tenant: TenantWithUrl;
  readonly onClose: () => void;
  readonly onConnect: () => void;
}

/** The new tenant's URL, and what is left to do: the Connect page leads through it. */
export function WhatToPaste({ tenant, onClose, onConnect }: WhatToPasteProps) {
  const { t } = useTranslation();
  const profile = useProfile(tenant.profile);
  return (
    <>
      <div className="wizard-body">
        <p>{t('tenants.made', { name: tenant.name })}</p>
        {tenant.tenantUrl === null ? (
          <p className="quiet">{t('tenants.noListener')}</p>
        ) : (
          <CopyField label={t('tenants.tenantUrl')} value={tenant.tenantUrl} />
        )}
        <ol className="wizard-next">
          {profile?.needsIdpTenantId === true && <li>{t('tenants.todo.idpTenantId')}</li>}
          {profile?.hasProvisioningSwitch === true && <li>{t('tenants.todo.provisioning')}</li>}
          <li>{t('tenants.todo.token')}</li>
          <li>{t('tenants.todo.paste')}</li>
        </ol>
      </div>
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onClose}>
          {t('ui.done')}
        </Button>
        <Button size="sm" onClick={onConnect} data-autofocus>
          {t('tenants.goToConnect')}
        </Button>
      </div>
    </>
  );
}
