import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Token } from '#shared/console-api/tokens.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { useRevealedToken } from '#renderer/console-client/revealed-token.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { formatDate } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { MaskedSecret } from '#renderer/ui/MaskedSecret.tsx';
import { useNow } from '#renderer/ui/now.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { StatusMark, type StatusTone } from '#renderer/ui/StatusMark.tsx';
import { RevokeTokenDialog } from './RevokeTokenDialog.tsx';

/** The secret tokens, with when each was last used. */
export function TokensPanel() {
  const { t } = useTranslation();
  const { data: tokens, error, refetch } = useConsoleQuery('tokens.list', { tenantId: useTenant().id });
  const [revoking, setRevoking] = useState<Token | null>(null);
  return (
    <Panel title={t('tokens.title')} span={5}>
      {error !== null && (
        <ErrorState title={t('tokens.failed')} detail={error.message} onRetry={() => void refetch()} />
      )}
      {error === null && tokens === undefined && <SkeletonRows rows={2} rowHeight={64} />}
      {tokens?.length === 0 && <EmptyState title={t('tokens.none')}>{t('tokens.noneText')}</EmptyState>}
      {tokens !== undefined && tokens.length > 0 && <TokenList tokens={tokens} onRevoke={setRevoking} />}
      <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
    </Panel>
  );
}

interface TokenListProps {
  readonly tokens: readonly Token[];
  readonly onRevoke: (token: Token) => void;
}

function TokenList({ tokens, onRevoke }: TokenListProps) {
  const { t } = useTranslation();
  return (
    <ul className="tokens">
      {tokens.map((token) => (
        <li key={token.id}>
          <div>
            <b className="ellipsis">{token.label}</b>
            <span>
              <span className="mono">{t('tokens.endsIn', { hint: token.hint })}</span>, {lifetime(token)}
            </span>
            <span>
              {token.lastUsedAt === null ? (
                t('tokens.neverUsed')
              ) : (
                <>
                  {t('tokens.lastUsed')} <Ago at={token.lastUsedAt} />
                </>
              )}
            </span>
            {token.userId !== null && <ActsAs userId={token.userId} />}
            {token.revealable && token.state === 'active' && <Revealable token={token} />}
          </div>
          <TokenStatus token={token} />
          {token.state === 'active' && (
            <Button
              variant="danger"
              aria-label={t('tokens.revokeWhich', { label: token.label })}
              onClick={() => onRevoke(token)}
            >
              {t('tokens.revoke')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );

  function lifetime({ state, expiresAt, revokedAt }: Token): string {
    if (state === 'revoked' && revokedAt !== null) return t('tokens.revokedOn', { date: formatDate(revokedAt) });
    if (expiresAt === null) return t('tokens.noExpiry');
    return t(state === 'expired' ? 'tokens.expiredOn' : 'tokens.expiresOn', { date: formatDate(expiresAt) });
  }
}

/** A token whose secret the tenant's profile keeps. */
function Revealable({ token: { id, label, hint } }: { readonly token: Token }) {
  const { error, reveal, hide, ...shown } = useRevealedToken(id);
  return (
    <>
      <MaskedSecret what={label} hint={hint} onReveal={reveal} onHide={hide} {...shown} />
      {error !== null && (
        <span role="alert" className="dialog-error">
          {error}
        </span>
      )}
    </>
  );
}

/** Who /Me is for the token. */
function ActsAs({ userId }: { readonly userId: string }) {
  const { data, error } = useConsoleQuery('users.get', { tenantId: useTenant().id, id: userId });
  return (
    <span className="ellipsis">
      {error?.code === 'not-found' ? (
        <Trans i18nKey="tokens.actsAsGone" />
      ) : (
        <Trans
          i18nKey="tokens.actsAsWho"
          values={{ name: data?.row.displayName ?? userId }}
          components={{ a: <PersonLink id={userId} /> }}
        />
      )}
    </span>
  );
}

const PersonLink = ({ id, children }: { readonly id: string; readonly children?: ReactNode }) => (
  <a href={printHash('board', { person: id })}>{children}</a>
);

const soonMs = 14 * 86_400_000;

function TokenStatus({ token }: { readonly token: Token }) {
  const { t } = useTranslation();
  const now = useNow();
  const soon = token.expiresAt !== null && Date.parse(token.expiresAt) - now < soonMs;
  const tone: Record<Token['state'], StatusTone> = {
    active: soon ? 'pending' : 'active',
    expired: 'failed',
    revoked: 'disabled',
  };
  return (
    <StatusMark tone={tone[token.state]}>
      {t(token.state === 'active' && soon ? 'tokens.state.soon' : `tokens.state.${token.state}`)}
    </StatusMark>
  );
}
