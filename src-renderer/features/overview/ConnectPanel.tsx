import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { printHash, setParams } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';

interface ConnectPanelProps {
  readonly lastRequest: LogRow | null;
  readonly span: 7 | 12;
}

/** The two values that Entra needs, and the way to the page that leads through the rest. */
export function ConnectPanel({ lastRequest, span }: ConnectPanelProps) {
  const { t } = useTranslation();
  const { tenantUrl } = useTenant();
  return (
    <Panel title={t('connect.panel.title')} note={t('connect.panel.where')} span={span}>
      <div className="connect">
        {tenantUrl === null ? (
          <p className="quiet">{t('connect.noListener')}</p>
        ) : (
          <CopyField label={t('connect.field.tenantUrl')} value={tenantUrl} />
        )}
        <SecretTokenField />
        <p className="connect-more">
          <a href={printHash('connect')}>{t('connect.panel.steps')}</a>
          {lastRequest !== null && (
            <span className="quiet">
              {t('connect.panel.lastCalled')} <Ago at={lastRequest.activityDateTime} />
            </span>
          )}
        </p>
      </div>
    </Panel>
  );
}

function SecretTokenField() {
  const { t } = useTranslation();
  const creating = usePermitted('credentials.edit');
  const { data: tokens } = useConsoleQuery('tokens.list', { tenantId: useTenant().id });
  const active = (tokens ?? []).filter(({ state }) => state === 'active');
  return (
    <div className="field">
      <span className="field-label">{t('connect.field.secretToken')}</span>
      <span className="value">
        <span className="ellipsis">{tokens === undefined ? '' : describe(active)}</span>
      </span>
      <Button
        {...creating}
        variant={tokens !== undefined && active.length === 0 ? 'filled' : 'default'}
        onClick={() => setParams({ dialog: 'create-token' })}
      >
        {t('tokens.create')}
      </Button>
    </div>
  );

  function describe([newest, ...others]: readonly Token[]): string {
    if (newest === undefined) return t('connect.panel.noToken');
    if (others.length > 0) return t('connect.panel.tokens', { count: others.length + 1 });
    return t('connect.panel.oneToken', { label: newest.label, hint: newest.hint });
  }
}
