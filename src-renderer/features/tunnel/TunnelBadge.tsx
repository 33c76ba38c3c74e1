import { useTranslation } from 'react-i18next';
import { useMay } from '#renderer/console-client/access.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import './tunnel-badge.css';
import { toneOf } from './tunnel-view.ts';
import { useShownState } from './use-shown-state.ts';

/** Whether Rollcall is public now, on every page; nothing where no server runs that could be. */
export function TunnelBadge() {
  const { t } = useTranslation();
  const { data } = useConsoleQuery('tunnel.get', {}, { enabled: useMay('connect.view') });
  const state = useShownState(data?.status.state ?? 'stopped');
  if (data === undefined) return null;
  const word = t(`tunnel.badge.${state}`);
  return (
    <a className="tunnel-badge" href={printHash('tunnel')} aria-label={t('tunnel.badge.label', { state: word })}>
      <StatusMark tone={toneOf[state]}>{word}</StatusMark>
    </a>
  );
}
