import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { keepFocusNear } from '#renderer/ui/keep-focus.ts';
import { useNow } from '#renderer/ui/now.ts';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { credentialGroups, matching, type Credentials } from './credential-rows.ts';
import { CredentialDialogs } from './CredentialDialogs.tsx';
import { CredentialFilters } from './CredentialFilters.tsx';
import './credentials.css';
import { clearFilters, credentialsView, openCreateToken, openDialog } from './credentials-view.ts';
import { CredentialsTable } from './CredentialsTable.tsx';
import { ProviderTokensPanel } from './ProviderTokensPanel.tsx';
import { RecoveryKeyPanel } from './recovery-key/RecoveryKeyPanel.tsx';
import { SsoPanel } from './sso/SsoPanel.tsx';

/** Everything that lets an identity provider in; below it, what lets people into the console. */
export function CredentialsPage() {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const view = credentialsView(useHashRoute().params);
  const seesSettings = useMay('settings.view');
  const tokens = useConsoleQuery('tokens.list', { tenantId });
  const clients = useConsoleQuery('oauthClients.list', { tenantId });
  const provider = useConsoleQuery('providerTokens.get', { tenantId });
  const credentials: Credentials = {
    tokens: tokens.data,
    clients: clients.data,
    providerTokens: provider.data,
  };
  useSection(view.section);
  const asked = [
    { query: tokens, title: t('tokens.failed') },
    { query: clients, title: t('credentials.client.failed') },
    { query: provider, title: t('credentials.provider.failed') },
  ];
  return (
    <PageFrame
      title={t('credentials.title')}
      actions={<PageActions />}
      filters={<CredentialFilters view={view} />}
      foot={<span>{t('credentials.foot')}</span>}
    >
      <div className="page-scroll">
        <div className="columns">
          {asked.map(
            ({ query: { error, retry }, title }) =>
              error !== null && (
                <div key={title} className="panel span-12">
                  <ErrorState title={title} detail={error.message} onRetry={retry} />
                </div>
              ),
          )}
          {(tokens.error === null || credentialGroups(credentials).length > 0) && (
            <section
              ref={keepFocusNear}
              className="panel span-12 credentials-panel"
              aria-label={t('credentials.table')}
              data-region
            >
              <Listed credentials={credentials} pending={asked.some(isPending)} />
            </section>
          )}
          {provider.data !== undefined && <ProviderTokensPanel providerTokens={provider.data} />}
          {seesSettings && <SsoPanel />}
          <RecoveryKeyPanel />
        </div>
      </div>
      <CredentialDialogs credentials={credentials} />
    </PageFrame>
  );
}

const isPending = ({ query }: { readonly query: { readonly data: unknown; readonly error: unknown } }): boolean =>
  query.data === undefined && query.error === null;

/** Brings the part of the page that the URL names into view, once it is there. */
function useSection(section: string | null): void {
  useEffect(() => {
    if (section !== null) document.querySelector(`#${CSS.escape(section)}`)?.scrollIntoView({ block: 'start' });
  }, [section]);
}

function PageActions() {
  const { t } = useTranslation();
  const permitted = usePermitted('credentials.edit');
  return (
    <>
      <Button {...permitted} variant="default" onClick={() => openDialog('create-client')}>
        {t('credentials.client.create')}
      </Button>
      <Button {...permitted} onClick={openCreateToken}>
        {t('tokens.create')}
      </Button>
    </>
  );
}

interface ListedProps {
  readonly credentials: Credentials;
  readonly pending: boolean;
}

/** The table, or what stands in its place. */
function Listed({ credentials, pending }: ListedProps) {
  const { t } = useTranslation();
  const now = useNow();
  const permitted = usePermitted('credentials.edit');
  const view = credentialsView(useHashRoute().params);
  if (pending) return <SkeletonRows rows={4} rowHeight={57} />;
  const groups = credentialGroups(credentials);
  const shown = matching(groups, view, now);
  if (shown.length > 0) return <CredentialsTable groups={shown} />;
  if (groups.length > 0) {
    return (
      <EmptyState
        title={t('credentials.noMatch')}
        action={
          <Button variant="default" onClick={clearFilters}>
            {t('ui.clearFilters')}
          </Button>
        }
      >
        {t('credentials.noMatchText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('credentials.none')}
      action={
        <Button {...permitted} variant="default" onClick={openCreateToken}>
          {t('tokens.create')}
        </Button>
      }
    >
      {t('credentials.noneText')}
    </EmptyState>
  );
}
