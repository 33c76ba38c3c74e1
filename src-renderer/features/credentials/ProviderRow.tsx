import { useTranslation } from 'react-i18next';
import type { ProviderTokens } from '#shared/console-api/oauth-clients.ts';
import { EditButton } from './CredentialButtons.tsx';
import { CredentialState } from './CredentialState.tsx';
import { openDialog } from './credentials-view.ts';
import { LastUse } from './LastUse.tsx';
import { NameCell } from './NameCell.tsx';

/** Tokens that the provider signs itself: nothing of them is made or kept here. */
export function ProviderRow({ providerTokens }: { readonly providerTokens: ProviderTokens }) {
  const { t } = useTranslation();
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
          <EditButton label={t('credentials.provider.title')} onClick={() => openDialog('provider-tokens')} />
        </div>
      </td>
    </tr>
  );
}
