import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { Translate } from '#renderer/ui/translate.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { AddSecret } from './AddSecret.tsx';
import { ClientConnection } from './ClientConnection.tsx';
import { CreateClient } from './CreateClient.tsx';
import type { Credentials } from './credential-rows.ts';
import { closeDialog, dialogOf, type DialogName } from './credentials-view.ts';
import { EditClient } from './EditClient.tsx';
import { EditToken } from './EditToken.tsx';
import { ProviderTokensForm } from './ProviderTokensForm.tsx';
import { RemoveCredential } from './RemoveCredential.tsx';
import { RevealToken } from './RevealToken.tsx';
import { RevokeClient } from './RevokeClient.tsx';
import { RevokeSecret } from './RevokeSecret.tsx';
import { retires, RevokeToken } from './RevokeToken.tsx';
import { RotateToken } from './RotateToken.tsx';

interface Opened {
  readonly title: string;
  readonly body: ReactNode;
}

/** Those that show a secret in the end: a click beside them does not close them. */
const showsSecret: ReadonlySet<DialogName | null> = new Set(['rotate', 'create-client', 'add-secret']);

/** What is asked about a credential; one at a time, named by the URL. It closes when its credential is gone. */
export function CredentialDialogs({ credentials }: { readonly credentials: Credentials }) {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const name = dialogOf(params);
  const opened = name === null ? null : openedBy(name, params.get('id') ?? '', credentials, t);
  return (
    <Dialog
      title={opened?.title ?? ''}
      opened={opened !== null}
      onClose={closeDialog}
      closeOnClickOutside={!showsSecret.has(name)}
      wide={name === 'create-client' || name === 'connection' || name === 'add-secret'}
    >
      {opened?.body}
    </Dialog>
  );
}

function openedBy(name: DialogName, id: string, credentials: Credentials, t: Translate): Opened | null {
  switch (name) {
    case 'create-client':
      return { title: t('credentials.client.createTitle'), body: <CreateClient /> };
    case 'provider-tokens': {
      const { providerTokens } = credentials;
      if (providerTokens === undefined) return null;
      return { title: t('credentials.provider.title'), body: <ProviderTokensForm providerTokens={providerTokens} /> };
    }
    case 'rotate':
    case 'edit':
    case 'reveal':
    case 'revoke':
    case 'delete':
      return aboutToken(name, id, credentials, t);
    case 'connection':
    case 'edit-client':
    case 'add-secret':
    case 'revoke-secret':
    case 'revoke-client':
    case 'delete-client':
      return aboutClient(name, id, credentials, t);
    default:
      return assertNever(name, 'dialog');
  }
}

type AboutToken = 'rotate' | 'edit' | 'reveal' | 'revoke' | 'delete';
type AboutClient = Exclude<DialogName, AboutToken | 'create-client' | 'provider-tokens'>;

function aboutToken(name: AboutToken, id: string, { tokens }: Credentials, t: Translate): Opened | null {
  const token = tokens?.find((one) => one.id === id);
  if (token === undefined) return null;
  const { label } = token;
  switch (name) {
    case 'rotate':
      return { title: t('credentials.rotateTitle', { label }), body: <RotateToken token={token} /> };
    case 'edit':
      return { title: t('credentials.editTitle', { label }), body: <EditToken token={token} /> };
    case 'reveal':
      return { title: t('ui.revealWhat', { what: label }), body: <RevealToken token={token} /> };
    case 'revoke':
      return {
        title: t(retires(token) ? 'credentials.retireTitle' : 'tokens.revokeTitle', { label }),
        body: <RevokeToken token={token} />,
      };
    case 'delete':
      return {
        title: t('credentials.deleteTitle', { label }),
        body: <RemoveCredential method="tokens.remove" id={id} label={label} />,
      };
    default:
      return assertNever(name, 'dialog about a token');
  }
}

/** Of a client, or of one of its secrets. */
function aboutClient(name: AboutClient, id: string, { clients }: Credentials, t: Translate): Opened | null {
  const client = clients?.find((one) => one.id === id || one.secrets.some((secret) => secret.id === id));
  if (client === undefined) return null;
  const { label } = client;
  switch (name) {
    case 'connection':
      return { title: t('credentials.client.connectionTitle', { label }), body: <ClientConnection client={client} /> };
    case 'edit-client':
      return { title: t('credentials.editTitle', { label }), body: <EditClient client={client} /> };
    case 'add-secret':
      return { title: t('credentials.client.addSecretTitle', { label }), body: <AddSecret client={client} /> };
    case 'revoke-client':
      return { title: t('tokens.revokeTitle', { label }), body: <RevokeClient client={client} /> };
    case 'delete-client':
      return {
        title: t('credentials.deleteTitle', { label }),
        body: <RemoveCredential method="oauthClients.remove" id={client.id} label={label} />,
      };
    case 'revoke-secret': {
      const secret = client.secrets.find((one) => one.id === id);
      if (secret === undefined) return null;
      const { hint } = secret;
      return {
        title: t('credentials.client.revokeSecretTitle', { label, hint }),
        body: <RevokeSecret client={client} secret={secret} />,
      };
    }
    default:
      return assertNever(name, 'dialog about a client');
  }
}
