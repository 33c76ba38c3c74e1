import { useTranslation } from 'react-i18next';
import type { ServedProfile } from '#shared/console-api/profiles.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { saveJson } from '#renderer/ui/save-json.ts';
import { SideHead } from '#renderer/ui/SideHead.tsx';
import { ProfileAttributeTable } from './ProfileAttributeTable.tsx';
import { profileDocument, profileFileName } from './profile-document.ts';
import { openDialog } from './profiles-view.ts';

/** Everything a profile says, and what can be done with it. */
export function ProfileDetail({ served }: { readonly served: ServedProfile }) {
  const { profile } = served;
  return (
    <>
      <ProfileHead served={served} />
      <ProfileFacts profile={profile} />
      <ProfileAttributeTable of="users" attributes={profile.users} />
      <ProfileAttributeTable of="groups" attributes={profile.groups} />
    </>
  );
}

function ProfileHead({ served: { profile, origin, tenants } }: { readonly served: ServedProfile }) {
  const { t } = useTranslation();
  const { name } = profile;
  const custom = origin === 'custom';
  const administers = usePermitted('administrator');
  return (
    <SideHead
      name={name}
      tag={t(custom ? 'profiles.isCustom' : 'profiles.isBuiltIn')}
      permitted={administers}
      download={{
        verb: t('profiles.export'),
        label: t('profiles.exportWhich', { name }),
        onClick: () => saveJson(profileFileName(profile.id), profileDocument(profile)),
      }}
      change={
        custom
          ? {
              edit: {
                verb: t('profiles.edit'),
                label: t('profiles.editTitle', { name }),
                onClick: () => openDialog('edit'),
              },
              remove: {
                verb: t('profiles.remove'),
                label: t('profiles.removeWhich', { name }),
                onClick: () => openDialog('remove'),
              },
            }
          : null
      }
    >
      <p className="quiet">
        {t('profiles.usedBy', { count: tenants })} <a href={printHash('tenants')}>{t('profiles.seeTenants')}</a>
      </p>
    </SideHead>
  );
}

const switches = [
  'warnsBeforeToken',
  'needsIdpTenantId',
  'hasProvisioningSwitch',
  'hidesDisabled',
  'groupNamesUnique',
] as const;

function ProfileFacts({ profile }: { readonly profile: TenantProfile }) {
  const { t } = useTranslation();
  const { words, tokenPolicy } = profile;
  const on = switches.filter((name) => profile[name]);
  return (
    <dl className="key-values profile-facts">
      <dt>{t('profiles.words')}</dt>
      <dd>{t('profiles.wordsAre', { ...words })}</dd>
      <dt>{t('profiles.token')}</dt>
      <dd>{t('profiles.tokenIs', { policy: t(`profiles.tokenPolicy.${tokenPolicy}`), label: profile.tokenLabel })}</dd>
      {profile.whereToFind !== '' && (
        <>
          <dt>{t('profiles.whereToFind')}</dt>
          <dd>{profile.whereToFind}</dd>
        </>
      )}
      <dt>{t('profiles.behaviour')}</dt>
      <dd>
        {on.length === 0 ? (
          t('profiles.nothingSpecial')
        ) : (
          <ul className="profile-policies">
            {on.map((name) => (
              <li key={name}>
                {t(`profiles.policy.${name}`)} <span className="quiet">{t(`profiles.policy.${name}Text`)}</span>
              </li>
            ))}
          </ul>
        )}
      </dd>
    </dl>
  );
}
