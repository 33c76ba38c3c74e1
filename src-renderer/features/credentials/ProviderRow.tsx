import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProviderTokens } from '#shared/console-api/oauth-clients.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { CredentialState } from './CredentialState.tsx';
import { openDialog } from './credentials-view.ts';
import { LastUse } from './LastUse.tsx';
import { NameCell } from './NameCell.tsx';

/** Tokens that the provider signs itself: nothing of them is made or kept here. */
export function ProviderRow({ providerTokens }: { readonly providerTokens: ProviderTokens }) {
  const { t } = useTranslation();
  const permitted = usePermitted('credentials.edit');
  const { entraTenantId, use } = providerTokens;
  return (
    <tr>
      <NameCell
        label={t('credentials.provider.title')}
        kind={t('credentials.kind.provider')}
        createdAt={null}
        scope="read-write"
        networks={[]}
      />
      <td className="mono ellipsis" title={entraTenantId ?? undefined}>
        {entraTenantId}
      </td>
      <td>
        <CredentialState state="active" expiresAt={null} />
      </td>
      <td className="quiet">{t('credentials.provider.each')}</td>
      <LastUse use={use} />
      <td>
        <div className="credential-actions">
          <ActionIcon
            {...permitted}
            aria-label={t('credentials.editWhich', { label: t('credentials.provider.title') })}
            onClick={() => openDialog('provider-tokens')}
          >
            <IconPencil size={15} stroke={1.7} aria-hidden />
          </ActionIcon>
        </div>
      </td>
    </tr>
  );
}
