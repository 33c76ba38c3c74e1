import { ActionIcon, Button } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientSecret, OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { formatDate } from '#renderer/ui/format.ts';
import { DeleteButton, EditButton, RevokeButton } from './CredentialButtons.tsx';
import { CredentialState } from './CredentialState.tsx';
import { clientExpiresAt, clientState } from './credential-rows.ts';
import { openDialog } from './credentials-view.ts';
import { ExpiryCell } from './ExpiryCell.tsx';
import { LastUse } from './LastUse.tsx';
import { NameCell } from './NameCell.tsx';

/** An OAuth client, then its secrets. */
export const ClientRows = ({ client }: { readonly client: OAuthClient }) => (
  <>
    <ClientRow client={client} />
    {client.secrets.map((secret) => (
      <SecretRow key={secret.id} secret={secret} client={client} />
    ))}
  </>
);

function ClientRow({ client }: { readonly client: OAuthClient }) {
  const { t } = useTranslation();
  const { id, label, kind, scope, networks, createdAt, revokedAt, use, activeAccessTokens } = client;
  const state = clientState(client);
  const expiresAt = clientExpiresAt(client);
  return (
    <tr className={client.state === 'active' ? undefined : 'credential-over'}>
      <NameCell label={label} kind={t(`credentials.kind.${kind}`)} {...{ createdAt, scope, networks }}>
        {activeAccessTokens > 0 && (
          <span className="credential-sub">{t('credentials.accessTokens', { count: activeAccessTokens })}</span>
        )}
      </NameCell>
      <td>
        <span className="credential-hint">
          <span className="mono ellipsis" title={id}>
            {id}
          </span>
          {client.state === 'active' && (
            <ActionIcon
              aria-label={t('credentials.connectionWhich', { label })}
              onClick={() => openDialog('connection', id)}
            >
              <IconClipboardText size={15} stroke={1.7} aria-hidden />
            </ActionIcon>
          )}
        </span>
      </td>
      <td>
        <CredentialState state={state} expiresAt={expiresAt} />
      </td>
      <ExpiryCell state={state} expiresAt={expiresAt} revokedAt={revokedAt} />
      <LastUse use={use} />
      <td>
        <ClientActions client={client} />
      </td>
    </tr>
  );
}

function ClientActions({ client: { id, label, kind, state } }: { readonly client: OAuthClient }) {
  const { t } = useTranslation();
  const permitted = usePermitted('credentials.edit');
  if (state === 'revoked') {
    return (
      <div className="credential-actions">
        <DeleteButton label={label} onClick={() => openDialog('delete-client', id)} />
      </div>
    );
  }
  return (
    <div className="credential-actions">
      <EditButton label={label} onClick={() => openDialog('edit-client', id)} />
      {kind === 'secret' && (
        <Button
          {...permitted}
          variant="default"
          aria-label={t('credentials.addSecretTo', { label })}
          onClick={() => openDialog('add-secret', id)}
        >
          {t('credentials.addSecret')}
        </Button>
      )}
      <RevokeButton label={label} onClick={() => openDialog('revoke-client', id)} />
    </div>
  );
}

interface SecretRowProps {
  readonly secret: ClientSecret;
  readonly client: OAuthClient;
}

function SecretRow({ secret, client }: SecretRowProps) {
  const { t } = useTranslation();
  const permitted = usePermitted('credentials.edit');
  const { id, hint, state, createdAt, expiresAt, revokedAt, lastUsedAt } = secret;
  return (
    <tr className={state === 'active' ? 'credential-part' : 'credential-part credential-over'}>
      <th scope="row">
        {t('credentials.clientSecret')}
        <span className="credential-sub">{t('credentials.since', { date: formatDate(createdAt) })}</span>
      </th>
      <td className="mono">
        <span className="visually-hidden">{t('credentials.endsIn')} </span>
        <span aria-hidden>…</span>
        {hint}
      </td>
      <td>
        <CredentialState state={state} expiresAt={expiresAt} />
      </td>
      <ExpiryCell state={state} expiresAt={expiresAt} revokedAt={revokedAt} />
      {lastUsedAt === null ? (
        <td className="quiet">{t('credentials.neverUsed')}</td>
      ) : (
        <td>
          <Ago at={lastUsedAt} />
        </td>
      )}
      <td>
        {state === 'active' && client.state === 'active' && (
          <div className="credential-actions">
            <Button
              {...permitted}
              variant="danger"
              aria-label={t('credentials.revokeSecretOf', { label: client.label, hint })}
              onClick={() => openDialog('revoke-secret', id)}
            >
              {t('tokens.revoke')}
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}
