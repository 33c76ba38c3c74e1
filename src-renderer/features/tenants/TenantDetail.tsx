import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useChooseTenant, useTenant } from '#renderer/console-client/console-context.ts';
import { useProfile } from '#renderer/console-client/tenant-profiles.ts';
import { formatDate } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { Refusal } from '#renderer/ui/Refusal.tsx';
import { IdpTenantIdPanel } from './IdpTenantIdPanel.tsx';
import { profileSentence } from './profile-sentence.ts';
import { ProvisioningPanel } from './ProvisioningPanel.tsx';
import { isArchived, openDialog } from './tenants-view.ts';
import { useExport } from './use-export.ts';

/** A tenant's facts, what its profile asks for, and what can be done with it. */
export function TenantDetail({ tenant }: { readonly tenant: TenantWithUrl }) {
  const profile = useProfile(tenant.profile);
  return (
    <>
      <TenantHead tenant={tenant} />
      <TenantFacts tenant={tenant} />
      {profile?.hasProvisioningSwitch === true && <ProvisioningPanel tenant={tenant} />}
      {profile?.needsIdpTenantId === true && <IdpTenantIdPanel tenant={tenant} />}
      <TenantEnd tenant={tenant} />
    </>
  );
}

function TenantHead({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const choose = useChooseTenant();
  const exporting = useExport(tenant.id);
  const edits = usePermitted('settings.edit');
  const editsTenants = usePermitted('tenants.edit');
  const administers = usePermitted('administrator');
  const { name } = tenant;
  return (
    <header className="side-head">
      <div className="side-title">
        <h2>{name}</h2>
        {isArchived(tenant) && <span className="tag">{t('tenants.archived')}</span>}
        <div className="page-actions">
          {useTenant().id !== tenant.id && (
            <Button
              variant="default"
              aria-label={t('tenants.switchToWhich', { name })}
              onClick={() => choose(tenant.id)}
            >
              {t('tenants.switchTo')}
            </Button>
          )}
          <Button
            variant="default"
            {...edits}
            aria-label={t('tenants.renameWhich', { name })}
            onClick={() => openDialog('rename', tenant)}
          >
            {t('tenants.rename')}
          </Button>
          <Button
            variant="default"
            {...administers}
            aria-label={t('tenants.duplicateWhich', { name })}
            onClick={() => openDialog('duplicate', tenant)}
          >
            {t('tenants.duplicate')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            {...editsTenants}
            aria-label={t('tenants.exportWhich', { name })}
            loading={exporting.isPending}
            onClick={() => exporting.mutate()}
          >
            {t('tenants.export')}
          </Button>
        </div>
      </div>
      <Refusal error={exporting.error?.message} />
      {tenant.tenantUrl === null ? (
        <p className="quiet">{t('tenants.noListener')}</p>
      ) : (
        <CopyField label={t('tenants.tenantUrl')} value={tenant.tenantUrl} />
      )}
    </header>
  );
}

function TenantFacts({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const profile = useProfile(tenant.profile);
  const chosen = useTenant().id === tenant.id;
  const editsTenants = usePermitted('tenants.edit');
  return (
    <dl className="key-values tenant-facts">
      <dt>{t('tenants.profile')}</dt>
      <dd className="tenant-profile">
        <div>
          <a href={printHash('profiles', { profile: tenant.profile })}>{profile?.name ?? tenant.profile}</a>
          {profile !== undefined && <p className="quiet">{profileSentence(profile, t)}</p>}
        </div>
        <Button variant="default" {...editsTenants} onClick={() => openDialog('profile', tenant)}>
          {t('tenants.changeProfile')}
        </Button>
      </dd>
      <dt>{t('tenants.slug')}</dt>
      <dd className="mono">{tenant.slug}</dd>
      <dt>{t('settings.compatibility.title')}</dt>
      <dd>
        {t(`settings.compatibility.${tenant.compatibility}`)}
        {chosen && (
          <>
            {' '}
            <a href={printHash('settings')}>{t('tenants.changeInSettings')}</a>
          </>
        )}
      </dd>
      <dt>{t('tenants.since')}</dt>
      <dd className="num">{formatDate(tenant.createdAt)}</dd>
      {tenant.archivedAt !== null && (
        <>
          <dt>{t('tenants.archivedSince')}</dt>
          <dd className="num">{formatDate(tenant.archivedAt)}</dd>
        </>
      )}
    </dl>
  );
}

/** The two ways in which a tenant leaves, each with what it means. */
function TenantEnd({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const archived = isArchived(tenant);
  const editsTenants = usePermitted('tenants.edit');
  const administers = usePermitted('administrator');
  return (
    <ul className="tenant-end">
      <li>
        <p>
          <b>{t(archived ? 'tenants.isArchived' : 'tenants.archive')}</b>
          <span className="quiet">{t(archived ? 'tenants.unarchiveHint' : 'tenants.archiveHint')}</span>
        </p>
        <Button variant="default" {...editsTenants} onClick={() => openDialog('archive', tenant)}>
          {t(archived ? 'tenants.unarchive' : 'tenants.archive')}
        </Button>
      </li>
      <li>
        <p>
          <b>{t('tenants.delete')}</b>
          <span className="quiet">{t('tenants.deleteHint')}</span>
        </p>
        <Button variant="danger" {...administers} onClick={() => openDialog('delete', tenant)}>
          {t('tenants.delete')}
        </Button>
      </li>
    </ul>
  );
}
