import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { compatibilities, type Compatibility } from '#shared/scim/compatibility.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import { StrictDialog } from './StrictDialog.tsx';

/** How the tenant reads requests. Strict asks first: real providers would be refused. */
export function CompatibilityPanel() {
  const { t } = useTranslation();
  const tenant = useTenant();
  const set = useConsoleMutation('tenants.set');
  const edits = usePermitted('settings.edit');
  const [asking, setAsking] = useState(false);
  const apply = (compatibility: Compatibility): void =>
    set.mutate(
      { tenantId: tenant.id, compatibility },
      {
        onSuccess: () => {
          setAsking(false);
          const word = t(`settings.compatibility.${compatibility}`).toLowerCase();
          notifications.show({
            message: t('settings.compatibility.setTo', { name: tenant.name, compatibility: word }),
          });
        },
      },
    );
  const choose = (compatibility: Compatibility): void => {
    set.reset();
    if (compatibility === 'strict') setAsking(true);
    else apply(compatibility);
  };
  return (
    <Panel title={t('settings.compatibility.title')} note={t('settings.compatibility.note')} span={12}>
      <div className="compatibility">
        <Segments
          label={t('settings.compatibility.title')}
          value={tenant.compatibility}
          {...edits}
          onChange={choose}
          options={compatibilities.map((value) => ({ value, label: t(`settings.compatibility.${value}`) }))}
        />
        <dl>
          {compatibilities.map((value) => (
            <div key={value} className={value === tenant.compatibility ? undefined : 'quiet'}>
              <dt>{t(`settings.compatibility.${value}`)}</dt>
              <dd>{t(`settings.compatibility.${value}Text`)}</dd>
            </div>
          ))}
        </dl>
        <a href={printHash('provisioning-log', { notes: '1' })}>{t('settings.compatibility.seeNotes')}</a>
        {set.error !== null && !asking && (
          <p role="alert" className="dialog-error">
            {set.error.message}
          </p>
        )}
      </div>
      <StrictDialog
        opened={asking}
        tenant={tenant.name}
        pending={set.isPending}
        error={set.error?.message ?? null}
        onConfirm={() => apply('strict')}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}
