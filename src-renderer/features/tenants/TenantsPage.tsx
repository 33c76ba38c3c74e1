import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { LinkList, type LinkListItem } from '#renderer/ui/LinkList.tsx';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { TenantDetail } from './TenantDetail.tsx';
import { TenantDialogs } from './TenantDialogs.tsx';
import './tenants.css';
import { isArchived, openNewTenant, shownTenant, showTenant, tenantHref } from './tenants-view.ts';

/** The tenants there are, archived ones apart, and what can be done with the one that is shown. */
export function TenantsPage() {
  const { t } = useTranslation();
  const { data: tenants, error, retry } = useConsoleQuery('tenants.list', {});
  const administers = usePermitted('administrator');
  return (
    <PageFrame
      title={t('tenants.title')}
      parent={{ label: t('settings.title'), page: 'settings' }}
      note={tenants === undefined ? undefined : t('tenants.count', { count: tenants.length })}
      actions={
        <Button {...administers} leftSection={<IconPlus size={14} aria-hidden />} onClick={openNewTenant}>
          {t('tenants.new')}
        </Button>
      }
      foot={<span>{t('tenants.foot')}</span>}
    >
      {error !== null && (
        <div className="page-scroll">
          <ErrorState title={t('tenants.failed')} detail={error.message} onRetry={retry} />
        </div>
      )}
      {error === null && tenants === undefined && (
        <div className="sides">
          <div className="side-list">
            <SkeletonRows rows={4} rowHeight={44} />
          </div>
          <SkeletonRows rows={10} rowHeight={40} />
        </div>
      )}
      {tenants !== undefined && <TenantParts tenants={tenants} />}
    </PageFrame>
  );
}

function TenantParts({ tenants }: { readonly tenants: readonly TenantWithUrl[] }) {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const chosen = useTenant();
  const shown = shownTenant(params, tenants, chosen);
  const itemsOf = (some: readonly TenantWithUrl[]): readonly LinkListItem[] =>
    some.map((tenant) => ({
      href: tenantHref(tenant.slug),
      name: tenant.name,
      tag: tenant.id === chosen.id ? t('tenants.shown') : undefined,
      sub: tenant.slug,
      current: tenant.id === shown?.id,
    }));
  return (
    <div className="sides">
      <LinkList
        label={t('tenants.title')}
        sections={[
          { title: t('tenants.serving'), items: itemsOf(tenants.filter((tenant) => !isArchived(tenant))) },
          { title: t('tenants.archived'), items: itemsOf(tenants.filter(isArchived)) },
        ]}
        note={tenants.length === 1 ? t('tenants.onlyOne') : undefined}
      />
      <section className="side-detail" aria-label={t('tenants.detail')} data-region>
        {shown === null ? (
          <EmptyState
            title={t('tenants.gone')}
            action={
              <Button variant="default" onClick={() => showTenant(chosen.slug)}>
                {t('tenants.showChosen', { name: chosen.name })}
              </Button>
            }
          />
        ) : (
          <TenantDetail key={shown.id} tenant={shown} />
        )}
      </section>
      {shown !== null && <TenantDialogs key={shown.id} tenant={shown} tenants={tenants} />}
    </div>
  );
}
