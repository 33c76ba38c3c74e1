import { Button } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ServedProfile } from '#shared/console-api/profiles.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { LinkList, type LinkListItem } from '#renderer/ui/LinkList.tsx';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { ProfileDetail } from './ProfileDetail.tsx';
import { ProfileDialogs } from './ProfileDialogs.tsx';
import './profiles.css';
import { openDialog, profileHref, shownProfile, showProfile } from './profiles-view.ts';

/** The products a tenant can behave like: those that come with Rollcall, then one's own. */
export function ProfilesPage() {
  const { t } = useTranslation();
  const { data: profiles, error, retry } = useConsoleQuery('profiles.list', {});
  const administers = usePermitted('administrator');
  return (
    <PageFrame
      title={t('profiles.title')}
      parent={{ label: t('settings.title'), page: 'settings' }}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconFileImport size={14} aria-hidden />}
            {...administers}
            onClick={() => openDialog('import')}
          >
            {t('profiles.import')}
          </Button>
          <Button
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={profiles === undefined}
            {...administers}
            onClick={() => openDialog('new')}
          >
            {t('profiles.new')}
          </Button>
        </>
      }
      foot={<span>{t('profiles.foot')}</span>}
    >
      {error !== null && (
        <div className="page-scroll">
          <ErrorState title={t('profiles.failed')} detail={error.message} onRetry={retry} />
        </div>
      )}
      {error === null && profiles === undefined && (
        <div className="sides">
          <div className="side-list">
            <SkeletonRows rows={5} rowHeight={44} />
          </div>
          <SkeletonRows rows={12} rowHeight={34} />
        </div>
      )}
      {profiles !== undefined && <ProfileParts profiles={profiles} />}
    </PageFrame>
  );
}

function ProfileParts({ profiles }: { readonly profiles: readonly ServedProfile[] }) {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const own = useTenant().profile;
  const shown = shownProfile(params, profiles, own);
  const itemsOf = (origin: ServedProfile['origin']): readonly LinkListItem[] =>
    profiles
      .filter((one) => one.origin === origin)
      .map(({ profile }) => ({
        href: profileHref(profile.id),
        name: profile.name,
        sub: profile.id,
        current: profile.id === shown?.profile.id,
      }));
  const custom = itemsOf('custom');
  return (
    <div className="sides">
      <LinkList
        label={t('profiles.title')}
        sections={[
          { title: t('profiles.builtIn'), items: itemsOf('built-in') },
          { title: t('profiles.custom'), items: custom },
        ]}
        note={custom.length === 0 ? t('profiles.noCustom') : undefined}
      />
      <section className="side-detail" aria-label={t('profiles.detail')} data-region>
        {shown === null ? (
          <EmptyState
            title={t('profiles.gone')}
            action={
              <Button variant="default" onClick={() => showProfile(null)}>
                {t('profiles.showFirst')}
              </Button>
            }
          />
        ) : (
          <ProfileDetail key={shown.profile.id} served={shown} />
        )}
      </section>
      <ProfileDialogs shown={shown} profiles={profiles} />
    </div>
  );
}
