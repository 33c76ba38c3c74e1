import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CloudflaredProgram } from '#shared/console-api/tunnel.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import type { TunnelDraft } from '../draft.ts';

/** Which cloudflared a start would run, and whether only that very file may be. */
export function CloudflaredField({ form }: { readonly form: UseFormReturnType<TunnelDraft> }) {
  const { t } = useTranslation();
  const { data: program, error, retry } = useConsoleQuery('tunnel.findCloudflared', {});
  return (
    <div className="tunnel-part">
      <div className="tunnel-part-head">
        <b>{t('tunnel.cloudflared.label')}</b>
        <span className="mono tunnel-anywhere">
          {program === undefined && error === null ? t('tunnel.cloudflared.looking') : program?.path}
        </span>
        {(program === null || error !== null) && (
          <Button variant="default" onClick={retry}>
            {t('tunnel.cloudflared.again')}
          </Button>
        )}
      </div>
      {error !== null && (
        <p role="alert" className="dialog-error">
          {error.message}
        </p>
      )}
      {program === null && <p className="tunnel-warn">{t('tunnel.cloudflared.missing')}</p>}
      {program != null && <Approval form={form} program={program} />}
    </div>
  );
}

interface ApprovalProps {
  readonly form: UseFormReturnType<TunnelDraft>;
  readonly program: CloudflaredProgram;
}

function Approval({ form, program: { sha256, from } }: ApprovalProps) {
  const { t } = useTranslation();
  const id = useId();
  const approved = form.values.approvedSha256;
  const isOther = approved !== null && approved !== sha256;
  return (
    <>
      <div className="tunnel-check">
        <input
          id={id}
          type="checkbox"
          className="check-mark"
          checked={approved === sha256}
          aria-describedby={`${id}-text`}
          onChange={(event) => form.setFieldValue('approvedSha256', event.currentTarget.checked ? sha256 : null)}
        />
        <label htmlFor={id}>{t('tunnel.cloudflared.approve')}</label>
        <span id={`${id}-text`} className="quiet mono tunnel-anywhere">
          {t('tunnel.cloudflared.approveText', { digest: sha256 })}
        </span>
      </div>
      {isOther && <p className="tunnel-warn">{t('tunnel.cloudflared.changed')}</p>}
      {approved === null && from === 'own-folder' && (
        <p className="tunnel-warn">{t('tunnel.cloudflared.mustApprove')}</p>
      )}
    </>
  );
}
