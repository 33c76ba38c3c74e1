import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/console-api/tokens.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { formatDate } from '#renderer/ui/format.ts';
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
    <Panel title={t('tokens.title')} note={t('tokens.note')} span={12}>
      {error !== null && (
        <ErrorState title={t('tokens.failed')} detail={error.message} onRetry={() => void refetch()} />
      )}
      {error === null && tokens === undefined && <SkeletonRows rows={2} rowHeight={52} />}
      {tokens?.length === 0 && <EmptyState title={t('tokens.none')}>{t('tokens.noneText')}</EmptyState>}
      {tokens !== undefined && tokens.length > 0 && <TokenTable tokens={tokens} onRevoke={setRevoking} />}
      <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
    </Panel>
  );
}

interface TokenTableProps {
  readonly tokens: readonly Token[];
  readonly onRevoke: (token: Token) => void;
}

function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  const { t } = useTranslation();
  return (
    <table className="tokens">
      <thead>
        <tr>
          <th scope="col">{t('tokens.column.name')}</th>
          <th scope="col">{t('tokens.column.token')}</th>
          <th scope="col">{t('tokens.column.status')}</th>
          <th scope="col">{t('tokens.column.expires')}</th>
          <th scope="col">{t('tokens.column.lastUsed')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('tokens.column.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <td>
              <b>{token.label}</b>
              <small>{t('tokens.created', { date: formatDate(token.createdAt) })}</small>
            </td>
            <td className="mono">…{token.hint}</td>
            <td>
              <TokenStatus token={token} />
            </td>
            <td className="num">{expires(token)}</td>
            <td className="quiet">{token.lastUsedAt === null ? t('tokens.never') : <Ago at={token.lastUsedAt} />}</td>
            <td>
              {token.state === 'active' && (
                <Button
                  variant="danger"
                  aria-label={t('tokens.revokeWhich', { label: token.label })}
                  onClick={() => onRevoke(token)}
                >
                  {t('tokens.revoke')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );

  function expires({ state, expiresAt, revokedAt }: Token): string {
    if (state === 'revoked' && revokedAt !== null) return t('tokens.revokedOn', { date: formatDate(revokedAt) });
    return expiresAt === null ? t('tokens.never') : formatDate(expiresAt);
  }
}

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
