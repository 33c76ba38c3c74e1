import { useTranslation } from 'react-i18next';
import type { UserDetail } from '#shared/console-api/users.ts';
import { formatDateTime } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { extensionFacts } from './extension-facts.ts';
import { LastChangeLine } from './LastChangeLine.tsx';
import { profileFacts } from './profile-facts.ts';
import { ProfileExtensions } from './ProfileExtensions.tsx';
import { UserStatus } from './UserStatus.tsx';

const written = new Set(['externalId', 'employeeNumber', 'costCenter']);

/** What is known of a person. */
export function ProfileDetails({ detail: { row, manager, resource } }: { readonly detail: UserDetail }) {
  const { t } = useTranslation();
  const extensions = extensionFacts(resource);
  return (
    <>
      <dl className="key-values">
        <dt>{t('board.column.status')}</dt>
        <dd>
          <UserStatus status={row.status} t={t} />
        </dd>
        {profileFacts(resource).map(({ name, value }) => (
          <div key={name} className="key-value">
            <dt>{t(`board.fact.${name}`)}</dt>
            <dd className={written.has(name) ? 'mono' : undefined}>{value}</dd>
          </div>
        ))}
        {manager !== null && (
          <>
            <dt>{t('board.fact.manager')}</dt>
            <dd>
              <a href={printHash('board', { person: manager.id })}>{manager.displayName ?? manager.id}</a>
            </dd>
          </>
        )}
        <dt>{t('board.column.lastChange')}</dt>
        <dd>
          <LastChangeLine change={row.lastChange} t={t} />
          <span className="quiet num">{formatDateTime(row.lastChangedAt)}</span>
        </dd>
      </dl>
      {extensions.length > 0 && <ProfileExtensions extensions={extensions} />}
    </>
  );
}
