import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ngrokRequests } from '../provider-facts.ts';
import { DoctorProgress } from './DoctorProgress.tsx';
import { Findings } from './Findings.tsx';
import { reportText } from './report-text.ts';

interface DoctorPanelProps {
  readonly liveUrl: string | null;
  /** What an examination takes from a quota; null where there is none. */
  readonly requests: number | null;
}

/** Asks through the public URL as Entra does, and says what Entra would say. */
export function DoctorPanel({ liveUrl, requests }: DoctorPanelProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const permitted = usePermitted('tunnel.edit');
  const doctor = useConsoleMutation('tunnel.doctor');
  const url = typed.trim() === '' ? null : typed.trim();
  const hasNone = url === null && liveUrl === null;
  const { data: report, isPending: running } = doctor;
  return (
    <Panel title={t('tunnel.doctor.title')} note={t('tunnel.doctor.note')} span={12}>
      <form
        className="doctor-ask"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!hasNone) doctor.mutate({ url });
        }}
      >
        <TextInput
          size="sm"
          label={t('tunnel.doctor.url')}
          description={t('tunnel.doctor.urlHint')}
          placeholder={liveUrl ?? 'https://scim.example.com'}
          maxLength={300}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: 'mono' }}
          value={typed}
          {...permitted}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button size="sm" variant="default" type="submit" disabled={hasNone} loading={running}>
          {t(report === undefined ? 'tunnel.doctor.run' : 'tunnel.doctor.again')}
        </Button>
        {report !== undefined && !running && (
          <CopyButton
            size="sm"
            value={reportText(report, t)}
            what={t('tunnel.doctor.report')}
            label={t('tunnel.doctor.copy')}
          />
        )}
      </form>
      {!running && report === undefined && doctor.error === null && (
        <p className="quiet">{t(hasNone ? 'tunnel.doctor.noUrl' : 'tunnel.doctor.text')}</p>
      )}
      {requests !== null && (
        <p className="quiet">{t('tunnel.doctor.cost', { count: requests, quota: ngrokRequests })}</p>
      )}
      {running && <DoctorProgress />}
      {doctor.error !== null && (
        <div role="alert" className="tunnel-error">
          <p>
            <b>{t('tunnel.doctor.failed')}</b>
          </p>
          <p>{doctor.error.message}</p>
        </div>
      )}
      {report !== undefined && !running && <Findings report={report} />}
    </Panel>
  );
}
