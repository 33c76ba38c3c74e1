import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Administrator, SsoState } from '#shared/console-api/sso.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleMutation, useConsoleQuery } from '#renderer/console-client/queries.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { formatDate } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import { ConnectDialog } from './ConnectDialog.tsx';
import { DisconnectDialog } from './DisconnectDialog.tsx';
import './sso.css';

/** Single sign-on for the console: off, set up, or enforced. It is one for all tenants. */
export function SsoPanel() {
  const { t } = useTranslation();
  const { data: state, error, retry } = useConsoleQuery('sso.get', {});
  const [open, setOpen] = useState<'connect' | 'disconnect' | null>(null);
  const administers = usePermitted('administrator');
  const connect = (): void => setOpen('connect');
  return (
    <Panel title={t('sso.title')} anchor="sso" span={12}>
      {error !== null && <ErrorState title={t('sso.failed')} detail={error.message} onRetry={retry} />}
      {error === null && state === undefined && <SkeletonRows rows={2} rowHeight={36} />}
      {state?.state === 'off' && (
        <EmptyState
          title={t('sso.none')}
          action={
            <Button variant="default" {...administers} onClick={connect}>
              {t('sso.connect')}
            </Button>
          }
        >
          {t('sso.noneText')}
        </EmptyState>
      )}
      {state !== undefined && state.state !== 'off' && (
        <div className="sso">
          <SsoFacts state={state} />
          <div className="sso-actions">
            {state.state === 'enforced' ? (
              <Button variant="danger" {...administers} onClick={() => setOpen('disconnect')}>
                {t('sso.disconnect')}
              </Button>
            ) : (
              <Button variant="default" {...administers} onClick={connect}>
                {t('sso.goOn')}
              </Button>
            )}
          </div>
        </div>
      )}
      {state !== undefined && <ConnectDialog opened={open === 'connect'} state={state} onClose={() => setOpen(null)} />}
      <DisconnectDialog opened={open === 'disconnect'} onClose={() => setOpen(null)} />
    </Panel>
  );
}

const tones = { off: 'disabled', saved: 'pending', tested: 'pending', enforced: 'active' } as const;

function SsoFacts({ state }: { readonly state: SsoState }) {
  const { t } = useTranslation();
  const { data: tenants } = useConsoleQuery('tenants.list', {});
  const { provider, directoryTenantId } = state;
  const directory = tenants?.find(({ id }) => id === directoryTenantId)?.name ?? '';
  return (
    <div className="sso-facts">
      <StatusMark tone={tones[state.state]}>{t(`sso.state.${state.state}`)}</StatusMark>
      <dl className="key-values">
        {provider !== null && (
          <Fact name={t('sso.provider')}>
            {provider.kind === 'entra' ? t('sso.entra') : provider.issuer}{' '}
            {provider.kind === 'entra' && <span className="mono">{provider.entraTenantId}</span>}
          </Fact>
        )}
        <Fact name={t('sso.directory')}>{directory}</Fact>
        {state.enforcedAt !== null && <Fact name={t('sso.since')}>{formatDate(state.enforcedAt)}</Fact>}
        <Fact name={t('sso.administrators')}>
          <Administrators of={state.administrators} appRole={state.administratorAppRole} />
        </Fact>
        <Fact name={t('sso.people')}>
          {state.personAppRole === null ? t('sso.noPeople') : t('sso.peopleWith', { appRole: state.personAppRole })}
        </Fact>
      </dl>
    </div>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="sso-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

interface AdministratorsProps {
  readonly of: readonly Administrator[];
  readonly appRole: string | null;
}

function Administrators({ of, appRole }: AdministratorsProps) {
  const { t } = useTranslation();
  const remove = useConsoleMutation('sso.removeAdministrator');
  const administers = usePermitted('administrator');
  return (
    <ul className="sso-administrators">
      {of.map(({ issuer, subject, name }) => (
        <li key={`${issuer} ${subject}`}>
          <span>{name}</span>
          <span className="mono quiet ellipsis" title={subject}>
            {subject}
          </span>
          <Button
            variant="subtle"
            aria-label={t('sso.removeAdministrator', { name })}
            {...administers}
            onClick={() => remove.mutate({ issuer, subject })}
          >
            {t('sso.remove')}
          </Button>
        </li>
      ))}
      {appRole !== null && <li>{t('sso.withAppRole', { appRole })}</li>}
      {remove.error !== null && (
        <li role="alert" className="dialog-error">
          {remove.error.message}
        </li>
      )}
    </ul>
  );
}
