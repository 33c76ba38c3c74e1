import { useTranslation } from 'react-i18next';
import { tutorialOf } from '#shared/tenant-profiles/index.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { checkSteps } from './checklist.ts';
import { ChecklistPanel } from './ChecklistPanel.tsx';
import './connect.css';
import { connectView, showTutorial, type ConnectView } from './connect-view.ts';
import { LivePanel } from './LivePanel.tsx';
import { MappingPanel } from './MappingPanel.tsx';
import { portals, providerIds, sectionsOf } from './providers.ts';

/** The tutorial as a checklist beside what the tenant has seen of it, and the attributes that should arrive. */
export function ConnectPage() {
  const { t } = useTranslation();
  const tenant = useTenant();
  const profile = useTenantProfile();
  const view = connectView(useHashRoute().params, tenant.id);
  const { data: connect, error, retry } = useConsoleQuery('connect.get', { tenantId: tenant.id });
  const sections = sectionsOf(view.provider, view.portal, { profile, tutorial: tutorialOf(profile.id) });
  const checklist = connect === undefined ? undefined : checkSteps(sections, connect, tenant);
  return (
    <PageFrame
      title={t('connect.title')}
      note={
        checklist === undefined ? undefined : t('connect.progress', { seen: checklist.seen, of: checklist.visible })
      }
      filters={<TutorialChoice view={view} tenantId={tenant.id} />}
      foot={
        <>
          <span>{t('connect.foot')}</span>
          <span>{profile.name}</span>
        </>
      }
    >
      <div className="page-scroll">
        <div className="columns">
          {error !== null && (
            <div className="panel span-12">
              <ErrorState title={t('connect.failed')} detail={error.message} onRetry={retry} />
            </div>
          )}
          {error === null && checklist === undefined && (
            <div className="panel span-12">
              <SkeletonRows rows={8} rowHeight={56} />
            </div>
          )}
          {checklist !== undefined && connect !== undefined && (
            <>
              <ChecklistPanel checklist={checklist} provider={view.provider} />
              <LivePanel connect={connect} provider={view.provider} />
              <MappingPanel of="people" coverage={connect.users} provider={view.provider} />
              {connect.groups === null ? (
                <NoGroupsPanel />
              ) : (
                <MappingPanel of="groups" coverage={connect.groups} provider={view.provider} />
              )}
            </>
          )}
        </div>
      </div>
    </PageFrame>
  );
}

function TutorialChoice({ view, tenantId }: { readonly view: ConnectView; readonly tenantId: string }) {
  const { t } = useTranslation();
  const { provider, portal } = view;
  return (
    <>
      <Segments
        label={t('connect.provider.label')}
        value={provider}
        onChange={(chosen) => showTutorial({ ...view, provider: chosen }, tenantId)}
        options={providerIds.map((value) => ({ value, label: t(`connect.provider.${value}`) }))}
      />
      {provider === 'entra' && (
        <Segments
          label={t('connect.portal.label')}
          value={portal}
          onChange={(chosen) => showTutorial({ ...view, portal: chosen }, tenantId)}
          options={portals.map((value) => ({ value, label: t(`connect.portal.${value}`) }))}
        />
      )}
    </>
  );
}

function NoGroupsPanel() {
  const { t } = useTranslation();
  const { name } = useTenantProfile();
  return (
    <section className="panel span-12">
      <div className="panel-body quiet">{t('connect.mapping.noGroups', { product: name })}</div>
    </section>
  );
}
