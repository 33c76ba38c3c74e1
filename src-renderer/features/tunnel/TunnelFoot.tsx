import { useTranslation } from 'react-i18next';
import { useMay } from '#renderer/console-client/access.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import type { ShownState } from './tunnel-view.ts';
import { useShownState } from './use-shown-state.ts';

const dots: Readonly<Record<ShownState, string>> = {
  stopped: 'dot dot-off',
  starting: 'dot dot-warn',
  connecting: 'dot dot-warn',
  up: 'dot',
  down: 'dot dot-warn',
  stopping: 'dot dot-warn',
  failed: 'dot dot-warn',
  unknown: 'dot dot-off',
};

/** The tunnel's state at the foot of the navigation. */
export function TunnelFoot() {
  const { t } = useTranslation();
  const { data } = useConsoleQuery('tunnel.get', {}, { enabled: useMay('connect.view') });
  const state = useShownState(data?.status.state ?? 'stopped');
  if (data === undefined) return null;
  const isDown = state === 'down' || state === 'failed';
  return (
    <div className="nav-state" title={t('tunnel.badge.label', { state: t(`tunnel.badge.${state}`) })}>
      <span className={dots[state]} aria-hidden />
      <span className="nav-label">{t('tunnel.title')}</span>
      <span className={isDown ? 'nav-label warn' : 'nav-label'}>{t(`tunnel.footState.${state}`)}</span>
    </div>
  );
}
