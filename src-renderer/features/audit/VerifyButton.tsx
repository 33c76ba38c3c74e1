import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditVerdict } from '#shared/console-api/audit.ts';
import { retryOf, useConsoleMutation } from '#renderer/console-client/queries.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';

/** Recomputes the chain of hashes and says whether an entry was changed, taken out or moved. */
export function VerifyButton() {
  const { t } = useTranslation();
  const { mutate, data, error, isPending } = useConsoleMutation('audit.verify');
  const [open, setOpen] = useState(false);
  const verify = (): void => {
    setOpen(true);
    mutate({});
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={14} aria-hidden />}
        loading={isPending}
        onClick={verify}
      >
        {t('audit.verify')}
      </Button>
      <Dialog title={t('audit.verify')} opened={open && !isPending} onClose={() => setOpen(false)}>
        {error !== null && (
          <ErrorState title={t('audit.verifyFailed')} detail={error.message} onRetry={retryOf(error, verify)} />
        )}
        {data !== undefined && <Verdict verdict={data} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function Verdict({ verdict, onClose }: { readonly verdict: AuditVerdict; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { intact, entries, fault, head } = verdict;
  return (
    <div className="dialog-body">
      <StatusMark tone={intact ? 'active' : 'failed'}>
        {t(intact ? 'audit.intact' : 'audit.broken', { count: entries })}
      </StatusMark>
      {fault !== null && (
        <p role="alert" className="dialog-error">
          {t(`audit.fault.${fault.kind}`, { seq: fault.seq })} {fault.detail}
        </p>
      )}
      <p className="quiet">{t('audit.headText')}</p>
      <CopyField label={t('audit.head')} value={head} />
      <DoneEnd onDone={onClose} />
    </div>
  );
}
