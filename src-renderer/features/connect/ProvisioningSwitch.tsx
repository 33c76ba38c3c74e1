import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';

/** Whether provisioning is carried out at all. */
export function ProvisioningSwitch() {
  const { t } = useTranslation();
  const id = useId();
  const { id: tenantId, provisioning } = useTenant();
  const set = useConsoleMutation('tenants.set');
  return (
    <div className="connect-switch">
      <input
        id={id}
        type="checkbox"
        className="check-mark"
        checked={provisioning}
        disabled={set.isPending}
        onChange={(event) => set.mutate({ tenantId, provisioning: event.currentTarget.checked })}
      />
      <label htmlFor={id}>{t('connect.provisioning.label')}</label>
      <span className="quiet">{t(provisioning ? 'connect.provisioning.on' : 'connect.provisioning.off')}</span>
      {set.error !== null && (
        <p role="alert" className="dialog-error">
          {set.error.message}
        </p>
      )}
    </div>
  );
}
