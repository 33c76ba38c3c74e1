import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/lang/assert-never.ts';
import { ClientRows } from './ClientRows.tsx';
import type { CredentialGroup } from './credential-rows.ts';
import { ProviderRow } from './ProviderRow.tsx';
import { TokenRows } from './TokenRows.tsx';

/** Every credential, what belongs together in one body. */
export function CredentialsTable({ groups }: { readonly groups: readonly CredentialGroup[] }) {
  const { t } = useTranslation();
  return (
    <table className="credentials" aria-label={t('credentials.table')}>
      <thead>
        <tr>
          <th scope="col">{t('credentials.column.name')}</th>
          <th scope="col">{t('credentials.column.hint')}</th>
          <th scope="col">{t('credentials.column.state')}</th>
          <th scope="col">{t('credentials.column.expires')}</th>
          <th scope="col">{t('credentials.column.lastUsed')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('credentials.column.actions')}</span>
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={`${group.kind} ${group.id}`}>{rowsOf(group)}</tbody>
      ))}
    </table>
  );
}

function rowsOf(group: CredentialGroup) {
  switch (group.kind) {
    case 'token':
      return <TokenRows tokens={group.tokens} />;
    case 'client':
      return <ClientRows client={group.client} />;
    case 'provider':
      return <ProviderRow providerTokens={group.providerTokens} />;
    default:
      return assertNever(group, 'kind of credential');
  }
}
