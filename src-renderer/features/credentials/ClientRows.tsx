import { ActionIcon } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientSecret, OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { formatDate } from '#renderer/ui/format.ts';
import { CredentialButton, EditButton, EndButton } from './CredentialButtons.tsx';
import { clientExpiresAt, clientState } from './credential-rows.ts';
import { openDialog } from './credentials-view.ts';
import { Hint } from './Hint.tsx';
import { LastUse } from './LastUse.tsx';
import { NameCell } from './NameCell.tsx';
import { StateCells } from './StateCells.tsx';

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
      <StateCells state={clientState(client)} expiresAt={clientExpiresAt(client)} revokedAt={revokedAt} />
      <LastUse use={use} />
      <td>
        <ClientActions client={client} />
      </td>
    </tr>
  );
}

function ClientActions({ client: { id, label, kind, state } }: { readonly client: OAuthClient }) {
  const { t } = useTranslation();
  const active = state !== 'revoked';
  return (
    <div className="credential-actions">
      {active && <EditButton label={label} onClick={() => openDialog('edit-client', id)} />}
      {active && kind === 'secret' && (
        <CredentialButton
          verb={t('credentials.addSecret')}
          name={t('credentials.addSecretTo', { label })}
          onClick={() => openDialog('add-secret', id)}
        />
      )}
      <EndButton
        label={label}
        active={active}
        onRevoke={() => openDialog('revoke-client', id)}
        onDelete={() => openDialog('delete-client', id)}
      />
    </div>
  );
}

interface SecretRowProps {
  readonly secret: ClientSecret;
  readonly client: OAuthClient;
}

function SecretRow({ secret, client }: SecretRowProps) {
  const { t } = useTranslation();
  const { id, hint, state, createdAt, expiresAt, revokedAt, lastUsedAt } = secret;
  return (
    <tr className={state === 'active' ? 'credential-part' : 'credential-part credential-over'}>
      <th scope="row">
        {t('credentials.clientSecret')}
        <span className="credential-sub">{t('credentials.since', { date: formatDate(createdAt) })}</span>
      </th>
      <td>
        <Hint>{hint}</Hint>
      </td>
      <StateCells state={state} expiresAt={expiresAt} revokedAt={revokedAt} />
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
            <CredentialButton
              danger
              verb={t('tokens.revoke')}
              name={t('credentials.revokeSecretOf', { label: client.label, hint })}
              onClick={() => openDialog('revoke-secret', id)}
            />
          </div>
        )}
      </td>
    </tr>
  );
}
