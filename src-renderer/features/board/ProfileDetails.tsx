import { useTranslation } from 'react-i18next';
import type { UserDetail } from '#shared/console-api/users.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { useRoleNames } from '#renderer/console-client/tenant-roles.ts';
import { formatDateTime } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { extensionFacts } from './extension-facts.ts';
import { LastChangeLine } from './LastChangeLine.tsx';
import { profileFacts } from './profile-facts.ts';
import { ProfileExtensions } from './ProfileExtensions.tsx';
import { RoleLabel } from './RoleLabel.tsx';
import { UserStatus } from './UserStatus.tsx';

const written = new Set(['externalId', 'employeeNumber', 'costCenter']);

/** What is known of a person. */
export function ProfileDetails({ detail }: { readonly detail: UserDetail }) {
  const { t } = useTranslation();
  const { row, manager, notes, outsideProfile, resource, roleSetByHand } = detail;
  const profile = useTenantProfile();
  const role = useRoleNames().get(row.roleId ?? '');
  const extensions = extensionFacts(resource);
  return (
    <>
      <dl className="key-values">
        <dt>{t('board.column.status')}</dt>
        <dd>
          <UserStatus status={row.status} t={t} />
        </dd>
        {role !== undefined && (
          <>
            <dt>{t('editUser.role')}</dt>
            <dd>
              <RoleLabel role={role} />
              {roleSetByHand && <span className="quiet">, {t('editUser.byHand')}</span>}
            </dd>
          </>
        )}
        {row.origin === 'local' && (
          <>
            <dt>{t('editUser.origin')}</dt>
            <dd>{t('editUser.madeHereText')}</dd>
          </>
        )}
        {notes !== '' && (
          <>
            <dt>{t('editUser.notes')}</dt>
            <dd className="profile-notes">{notes}</dd>
          </>
        )}
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
      {outsideProfile.length > 0 && (
        <section className="profile-extension">
          <h3>{t('editUser.notPart', { profile: profile.name })}</h3>
          <p className="quiet">{t('editUser.notPartText', { profile: profile.name })}</p>
          <ul className="profile-outside">
            {outsideProfile.map((path) => (
              <li key={path} className="mono">
                {path}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
