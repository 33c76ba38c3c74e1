import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Refusal } from '#renderer/ui/Refusal.tsx';

/** Whether provisioning is carried out at all. */
export function ProvisioningSwitch() {
  const { t } = useTranslation();
  const id = useId();
  const { id: tenantId, provisioning } = useTenant();
  const set = useConsoleMutation('tenants.set');
  const edits = usePermitted('settings.edit');
  // What was chosen is shown until the tenant is so, or was refused.
  const [chosen, setChosen] = useState<boolean | null>(null);
  if (chosen === provisioning) setChosen(null);
  const shown = chosen ?? provisioning;
  const change = (on: boolean): void => {
    setChosen(on);
    set.mutate({ tenantId, provisioning: on }, { onError: () => setChosen(null) });
  };
  return (
    <div className="connect-switch">
      <input
        id={id}
        type="checkbox"
        className="check-mark"
        {...edits}
        checked={shown}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{t('connect.provisioning.label')}</label>
      <span className="quiet">{t(shown ? 'connect.provisioning.on' : 'connect.provisioning.off')}</span>
      <Refusal error={set.error?.message} />
    </div>
  );
}
