import { ActionIcon } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/console-api/tokens.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { ActsAs } from './ActsAs.tsx';
import { CredentialButton, EditButton, EndButton } from './CredentialButtons.tsx';
import { openDialog } from './credentials-view.ts';
import { HandoverLine } from './HandoverLine.tsx';
import { Hint } from './Hint.tsx';
import { LastUse } from './LastUse.tsx';
import { NameCell } from './NameCell.tsx';
import { StateCells } from './StateCells.tsx';

/** A token; with the one that takes over from it, and how far that has come. */
export const TokenRows = ({ tokens }: { readonly tokens: readonly Token[] }) =>
  tokens.map((token) => (
    <Fragment key={token.id}>
      <TokenRow token={token} />
      {token.handover !== null && <HandoverLine token={token} handover={token.handover} />}
    </Fragment>
  ));

function TokenRow({ token }: { readonly token: Token }) {
  const { t } = useTranslation();
  const { label, hint, state, scope, networks, userId, createdAt, expiresAt, revokedAt, use } = token;
  return (
    <tr className={state === 'active' ? undefined : 'credential-over'}>
      <NameCell label={label} kind={t('credentials.kind.token')} {...{ createdAt, scope, networks }}>
        {userId !== null && <ActsAs userId={userId} />}
      </NameCell>
      <td>
        <span className="credential-hint">
          <Hint>{hint}</Hint>
          {token.revealable && state === 'active' && <RevealIcon token={token} />}
        </span>
      </td>
      <StateCells state={state} expiresAt={expiresAt} revokedAt={revokedAt} />
      <LastUse use={use} />
      <td>
        <TokenActions token={token} />
      </td>
    </tr>
  );
}

function RevealIcon({ token: { id, label } }: { readonly token: Token }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      {...usePermitted('credentials.reveal')}
      aria-label={t('ui.revealWhat', { what: label })}
      onClick={() => openDialog('reveal', id)}
    >
      <IconEye size={15} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}

function TokenActions({ token: { id, label, state, handover } }: { readonly token: Token }) {
  const { t } = useTranslation();
  return (
    <div className="credential-actions">
      {state !== 'revoked' && <EditButton label={label} onClick={() => openDialog('edit', id)} />}
      {state !== 'revoked' && handover === null && (
        <CredentialButton
          verb={t('credentials.rotate')}
          name={t('credentials.rotateWhich', { label })}
          onClick={() => openDialog('rotate', id)}
        />
      )}
      <EndButton
        label={label}
        active={state === 'active'}
        onRevoke={() => openDialog('revoke', id)}
        onDelete={() => openDialog('delete', id)}
      />
    </div>
  );
}
