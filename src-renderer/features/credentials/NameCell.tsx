import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import { formatDate } from '#renderer/ui/format.ts';

interface NameCellProps {
  readonly label: string;
  readonly kind: string;
  readonly createdAt: string | null;
  readonly scope: CredentialScope;
  readonly networks: readonly string[];
  /** More that sets it apart. */
  readonly children?: ReactNode;
}

/** What a credential is called, what it is, since when, and how it is limited. */
export function NameCell({ label, kind, createdAt, scope, networks, children }: NameCellProps) {
  const { t } = useTranslation();
  return (
    <th scope="row">
      <b className="ellipsis" title={label}>
        {label}
      </b>
      <span className="credential-sub">
        {createdAt === null ? kind : t('credentials.kindSince', { kind, date: formatDate(createdAt) })}
      </span>
      {children}
      {(scope === 'read' || networks.length > 0) && (
        <span className="credential-tags">
          {scope === 'read' && <span className="tag">{t('credentials.scope.read')}</span>}
          {networks.length > 0 && (
            <span className="tag" title={networks.join(', ')}>
              {t('credentials.networkCount', { count: networks.length })}
            </span>
          )}
        </span>
      )}
    </th>
  );
}
