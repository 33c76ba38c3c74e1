import { Button } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { setParams } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { CreateTokenDialog } from './CreateTokenDialog.tsx';

/** Whether only this computer reaches an address. */
export const isLocal = (url: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(new URL(url).hostname);

const steps = ['application', 'provisioning', 'credentials', 'test', 'start'] as const;
const strong = { b: <b /> };

/** The two values that Entra needs, and where they go there, in Entra's words and order. */
export function ConnectPanel({ lastRequest }: { readonly lastRequest: LogRow | null }) {
  const { t } = useTranslation();
  const { tenantUrl } = useTenant();
  const local = tenantUrl !== null && isLocal(tenantUrl);
  return (
    <Panel title={t('connect.title')} note={t('connect.where')} span={7}>
      <div className="connect">
        {tenantUrl === null ? (
          <p className="quiet">{t('connect.noListener')}</p>
        ) : (
          <CopyField label={t('connect.tenantUrl')} value={tenantUrl} />
        )}
        <SecretTokenField />
        {lastRequest === null ? (
          <Instructions local={local} />
        ) : (
          <>
            <p className="connect-called quiet">
              {t('connect.lastCalled')} <Ago at={lastRequest.activityDateTime} />.
            </p>
            <details>
              <summary>{t('connect.how')}</summary>
              <Instructions local={local} />
            </details>
          </>
        )}
      </div>
      <CreateTokenDialog />
    </Panel>
  );
}

/** Open until the first request came; then one click away. */
function Instructions({ local }: { readonly local: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="connect">
      {local && <p className="connect-note">{t('connect.local')}</p>}
      <ol className="connect-steps">
        {steps.map((step) => (
          <li key={step}>
            <Trans i18nKey={`connect.step.${step}`} components={strong} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function SecretTokenField() {
  const { t } = useTranslation();
  const { data: tokens } = useConsoleQuery('tokens.list', { tenantId: useTenant().id });
  const active = (tokens ?? []).filter(({ state }) => state === 'active');
  return (
    <div className="field">
      <span className="field-label">{t('connect.secretToken')}</span>
      <span className="value">
        <span className="ellipsis">{tokens === undefined ? '' : describe(active)}</span>
      </span>
      <Button
        variant={active.length === 0 ? 'filled' : 'default'}
        onClick={() => setParams({ dialog: 'create-token' })}
      >
        {t('tokens.create')}
      </Button>
    </div>
  );

  function describe([newest, ...others]: readonly Token[]): string {
    if (newest === undefined) return t('connect.noToken');
    if (others.length > 0) return t('connect.tokens', { count: others.length + 1 });
    return t('connect.oneToken', { label: newest.label, hint: newest.hint });
  }
}
