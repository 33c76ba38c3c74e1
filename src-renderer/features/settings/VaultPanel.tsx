import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultState } from '#shared/console-api/vault.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Refusal } from '#renderer/ui/Refusal.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { StatusMark, type StatusTone } from '#renderer/ui/StatusMark.tsx';
import { ProtectVaultDialog } from './ProtectVaultDialog.tsx';
import { RecoverVaultDialog } from './RecoverVaultDialog.tsx';
import { UnlockVaultDialog } from './UnlockVaultDialog.tsx';

type Dialog = 'protect' | 'unlock' | 'recover';

/** What protects the secrets that can be shown again: said as it is, also where it is not much. */
export function VaultPanel() {
  const { t } = useTranslation();
  const { data: vault, error, retry } = useConsoleQuery('vault.get', {});
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Panel title={t('vault.title')} span={12}>
      {error !== null && <ErrorState title={t('vault.failed')} detail={error.message} onRetry={retry} />}
      {error === null && vault === undefined && <SkeletonRows rows={2} rowHeight={36} />}
      {vault !== undefined && (
        <>
          <VaultFacts vault={vault}>
            <VaultActions vault={vault} onOpen={setOpen} />
          </VaultFacts>
          <ProtectVaultDialog opened={open === 'protect'} vault={vault} onClose={close} />
          <UnlockVaultDialog opened={open === 'unlock'} onClose={close} />
          <RecoverVaultDialog opened={open === 'recover'} vault={vault} onClose={close} />
        </>
      )}
    </Panel>
  );
}

const tones: Record<VaultState['state'], StatusTone> = {
  unused: 'disabled',
  open: 'active',
  locked: 'pending',
  lost: 'failed',
};

function VaultFacts({ vault, children }: { readonly vault: VaultState; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { state, protection, keychain, keyFile, lostBecause, sealedSecrets, recoverable } = vault;
  return (
    <div className="vault">
      <StatusMark tone={tones[state]}>{t(`vault.state.${state}`)}</StatusMark>
      <p>
        {protection === 'safe-storage'
          ? t('vault.isKeychain', { keychain: keychain ?? '' })
          : t(protection === 'passphrase' ? 'vault.isPassphrase' : 'vault.isKeyFile')}{' '}
        {t('vault.holds', { count: sealedSecrets })}
      </p>
      {keyFile !== null && <CopyField label={t('vault.keyFile')} value={keyFile} />}
      <Refusal error={lostBecause} />
      {sealedSecrets > 0 && <p className="quiet">{t(recoverable ? 'vault.recoverable' : 'vault.notRecoverable')}</p>}
      <div className="vault-actions">{children}</div>
    </div>
  );
}

function VaultActions({ vault, onOpen }: { readonly vault: VaultState; readonly onOpen: (open: Dialog) => void }) {
  const { t } = useTranslation();
  const administers = usePermitted('administrator');
  if (vault.state === 'locked') return <Button onClick={() => onOpen('unlock')}>{t('vault.unlock')}</Button>;
  if (vault.state === 'lost') {
    return (
      <Button {...administers} onClick={() => onOpen('recover')}>
        {t('vault.recover')}
      </Button>
    );
  }
  return (
    <Button variant="default" {...administers} onClick={() => onOpen('protect')}>
      {t('vault.protect')}
    </Button>
  );
}
