import { useTranslation } from 'react-i18next';
import type { CredentialState as StateName } from '#shared/console-api/credentials.ts';
import { useNow } from '#renderer/ui/now.ts';
import { StatusMark, type StatusTone } from '#renderer/ui/StatusMark.tsx';
import { isSoon } from './expiry.ts';

interface CredentialStateProps {
  readonly state: StateName;
  readonly expiresAt: string | null;
}

/** Active, about to expire, expired or revoked. */
export function CredentialState({ state, expiresAt }: CredentialStateProps) {
  const { t } = useTranslation();
  const soon = isSoon(expiresAt, useNow());
  const tone: Record<StateName, StatusTone> = {
    active: soon ? 'pending' : 'active',
    expired: 'failed',
    revoked: 'disabled',
  };
  return (
    <StatusMark tone={tone[state]}>
      {t(state === 'active' && soon ? 'credentials.state.soon' : `credentials.state.${state}`)}
    </StatusMark>
  );
}
