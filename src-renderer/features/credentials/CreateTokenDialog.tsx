import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { IdpTenantIdField } from '#renderer/ui/IdpTenantIdField.tsx';
import { CreateTokenForm, type MadeToken } from './CreateTokenForm.tsx';
import './credentials.css';
import { closeDialog, createTokenDialog } from './credentials-view.ts';
import { TokenSecret } from './TokenSecret.tsx';

/** Open while the URL says `dialog=create-token`, so that every page and the palette can open it. */
export function CreateTokenDialog() {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const opened = params.get('dialog') === createTokenDialog;
  const [made, setMade] = useState<MadeToken | null>(null);
  // However it was closed (Done, Esc, Back), nothing of the secret stays.
  if (!opened && made !== null) setMade(null);
  return (
    <Dialog
      title={t(made === null ? 'tokens.createTitle' : 'tokens.copyNow')}
      opened={opened}
      onClose={closeDialog}
      closeOnClickOutside={made === null}
    >
      {made === null ? <Creating onCreated={setMade} /> : <TokenSecret made={made} onDone={closeDialog} />}
    </Dialog>
  );
}

/** First what the profile asks for before there may be a token. */
function Creating({ onCreated }: { readonly onCreated: (made: MadeToken) => void }) {
  const { t } = useTranslation();
  const { needsIdpTenantId, name } = useTenantProfile();
  const { id: tenantId, idpTenantId } = useTenant();
  const set = useConsoleMutation('tenants.set');
  if (!needsIdpTenantId || idpTenantId !== null) {
    return <CreateTokenForm onCreated={onCreated} onCancel={closeDialog} />;
  }
  return (
    <div className="dialog-body">
      <p>{t('connect.tenantId.first', { product: name })}</p>
      <IdpTenantIdField
        saved={null}
        wantsGuid={false}
        pending={set.isPending}
        error={set.error?.message ?? null}
        onSave={(id) => set.mutate({ tenantId, idpTenantId: id })}
        onEdit={set.reset}
      />
    </div>
  );
}
