import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { setParams, useHashRoute } from '#renderer/ui/hash-route.ts';
import { SecretOnce } from '#renderer/ui/SecretOnce.tsx';
import { Term } from '#renderer/ui/Term.tsx';
import './connect.css';
import { CreateTokenForm, type MadeToken } from './CreateTokenForm.tsx';
import { TenantIdForm } from './TenantIdForm.tsx';

const close = (): void => setParams({ dialog: null });

/** Open while the URL says `dialog=create-token`, so that every page and the palette can open it. */
export function CreateTokenDialog() {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const opened = params.get('dialog') === 'create-token';
  const [made, setMade] = useState<MadeToken | null>(null);
  // However it was closed (Done, Esc, Back), nothing of the secret stays.
  if (!opened && made !== null) setMade(null);
  return (
    <Dialog
      title={t(made === null ? 'tokens.createTitle' : 'tokens.copyNow')}
      opened={opened}
      onClose={close}
      closeOnClickOutside={made === null}
    >
      {made === null ? (
        <Creating onCreated={setMade} />
      ) : (
        <SecretOnce
          secret={made.secret}
          what={t('connect.field.secretToken')}
          copyLabel={t('tokens.copy')}
          onDone={close}
        >
          <Trans i18nKey={made.revealable ? 'tokens.shownAgain' : 'tokens.shownOnce'} components={{ b: <Term /> }} />
        </SecretOnce>
      )}
    </Dialog>
  );
}

/** First what the profile asks for before there may be a token. */
function Creating({ onCreated }: { readonly onCreated: (made: MadeToken) => void }) {
  const { t } = useTranslation();
  const { needsIdpTenantId, name } = useTenantProfile();
  const { idpTenantId } = useTenant();
  if (!needsIdpTenantId || idpTenantId !== null) return <CreateTokenForm onCreated={onCreated} onCancel={close} />;
  return (
    <div className="dialog-body">
      <p>{t('connect.tenantId.first', { product: name })}</p>
      <TenantIdForm />
    </div>
  );
}
