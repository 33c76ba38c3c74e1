import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Settings } from '#shared/console-api/settings.ts';
import { useMay } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { formatBytes, formatDate } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { appearance, appearances } from './appearance.ts';
import { CompatibilityPanel } from './CompatibilityPanel.tsx';
import './settings.css';
import { VaultPanel } from './VaultPanel.tsx';

/** How the console looks, how the tenant reads, where the data lies, what is running. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { data: settings, error, retry } = useConsoleQuery('settings.get', {});
  const audits = useMay('audit.view');
  return (
    <PageFrame title={t('settings.title')} foot={<span>{t('settings.foot')}</span>}>
      <div className="page-scroll">
        <div className="columns">
          <AppearancePanel />
          <LeadPanel to="tenants" />
          <LeadPanel to="profiles" />
          <CompatibilityPanel />
          <LeadPanel to="schemas" />
          <VaultPanel />
          {audits && <LeadPanel to="audit" />}
          {error !== null && (
            <div className="panel span-12">
              <ErrorState title={t('settings.failed')} detail={error.message} onRetry={retry} />
            </div>
          )}
          {error === null && settings === undefined && (
            <div className="panel span-12">
              <SkeletonRows rows={5} rowHeight={36} />
            </div>
          )}
          {settings !== undefined && <Facts settings={settings} />}
        </div>
      </div>
    </PageFrame>
  );
}

function AppearancePanel() {
  const { t } = useTranslation();
  const chosen = useStore(appearance);
  return (
    <Panel title={t('settings.appearance')} span={12}>
      <Segments
        label={t('settings.appearance')}
        value={chosen}
        onChange={(value) => appearance.setState(value, true)}
        options={appearances.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
      />
    </Panel>
  );
}

/** What has a page of its own. */
function LeadPanel({ to }: { readonly to: 'tenants' | 'profiles' | 'schemas' | 'audit' }) {
  const { t } = useTranslation();
  return (
    <Panel title={t(`settings.${to}.title`)} span={12}>
      <p className="settings-lead">
        <span>{t(`settings.${to}.text`)}</span>
        <Button component="a" variant="default" href={printHash(to)}>
          {t(`settings.${to}.open`)}
        </Button>
      </p>
    </Panel>
  );
}

function Facts({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  const tenant = useTenant();
  return (
    <>
      <Panel title={t('settings.data')} span={7}>
        <div className="settings-fields">
          <CopyField label={t('settings.folder')} value={settings.dataFolder} />
          <dl className="key-values">
            <Fact name={t('settings.database')}>{formatBytes(settings.databaseBytes)}</Fact>
            <Fact name={t('settings.tenant')}>
              {tenant.name}, {t('settings.since', { date: formatDate(tenant.createdAt) })}
            </Fact>
            <Fact name={t('settings.durability')}>{t('settings.durabilityText')}</Fact>
          </dl>
        </div>
      </Panel>
      <Panel title={t('settings.addresses')} span={5}>
        <dl className="key-values">
          <Fact name={t('settings.scim')} mono>
            {settings.scimUrl ?? t('settings.notListening')}
          </Fact>
          <Fact name={t('settings.console')} mono={settings.consoleUrl !== null}>
            {settings.consoleUrl ?? t('settings.noConsolePort')}
          </Fact>
        </dl>
      </Panel>
      <Panel title={t('settings.about')} span={12}>
        <dl className="key-values">
          <Fact name={t('settings.version')}>Rollcall {settings.version}</Fact>
          <Fact name={t('settings.host')}>{t(`settings.hosts.${settings.host}`)}</Fact>
          <Fact name={t('settings.runtime')}>{settings.runtime}</Fact>
          <Fact name={t('settings.sqlite')}>{settings.sqlite}</Fact>
          <Fact name={t('settings.licence')}>{t('settings.licenceText')}</Fact>
        </dl>
      </Panel>
    </>
  );
}

interface FactProps {
  readonly name: string;
  readonly mono?: boolean;
  readonly children: ReactNode;
}

const Fact = ({ name, mono = false, children }: FactProps) => (
  <div className="settings-fact">
    <dt>{name}</dt>
    <dd className={mono ? 'mono' : 'num'}>{children}</dd>
  </div>
);
