import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { useChooseTenant } from '#renderer/console-client/console-context.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { goTo, useHashRoute } from '#renderer/ui/hash-route.ts';
import { NewTenantSteps } from './NewTenantSteps.tsx';
import './tenants.css';
import { closeDialog, newTenantDialog } from './tenants-view.ts';

/** Open while the URL says `dialog=new-tenant`, on whatever page. The new tenant is shown when it closes. */
export function NewTenantDialog({ tenants }: { readonly tenants: readonly TenantWithUrl[] }) {
  const { t } = useTranslation();
  const choose = useChooseTenant();
  const { params } = useHashRoute();
  const opened = params.get('dialog') === newTenantDialog;
  const [created, setCreated] = useState<TenantWithUrl | null>(null);
  // However it was left (Done, Esc, Back), the next time begins anew.
  if (!opened && created !== null) setCreated(null);
  const leave = (): void => {
    if (created === null) closeDialog();
    else choose(created.id);
  };
  const connect = (): void => {
    leave();
    goTo('connect');
  };
  return (
    <Dialog
      title={t('tenants.new')}
      opened={opened}
      onClose={leave}
      // What was typed is not lost to a click beside it.
      closeOnClickOutside={false}
      wide
    >
      <NewTenantSteps tenants={tenants} created={created} onCreated={setCreated} onClose={leave} onConnect={connect} />
    </Dialog>
  );
}
