import { Trans, useTranslation } from 'react-i18next';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Term } from '#renderer/ui/Term.tsx';

const steps = ['app', 'install', 'assign', 'url', 'credentials'] as const;

/** The way without a tunnel: Entra's on-premises provisioning agent, which calls out only. */
export function AgentPanel() {
  const { t } = useTranslation();
  const { data: settings } = useConsoleQuery('settings.get', {});
  const target = settings?.scimUrl ?? 'http://127.0.0.1';
  return (
    <Panel title={t('tunnel.agent.title')} note={t('tunnel.agent.note')} span={12}>
      <details className="tunnel-details">
        <summary>{t('tunnel.agent.text')}</summary>
        <p>{t('tunnel.agent.needs')}</p>
        <ol>
          {steps.map((step) => (
            <li key={step}>
              <Trans
                i18nKey={`tunnel.agent.steps.${step}`}
                values={{ target }}
                components={{ t: <Term />, c: <code className="mono" /> }}
              />
            </li>
          ))}
        </ol>
      </details>
    </Panel>
  );
}
