import { useTranslation } from 'react-i18next';
import type { TunnelFinding, TunnelReport } from '#shared/console-api/tunnel.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { StatusMark, type StatusTone } from '#renderer/ui/StatusMark.tsx';
import { worstFirst } from './report-text.ts';

const tones: Readonly<Record<TunnelFinding['result'], StatusTone>> = { ok: 'active', warn: 'pending', fail: 'failed' };

/** What was found, the worst first; what passed is one line each. */
export function Findings({ report: { url, at, findings } }: { readonly report: TunnelReport }) {
  const { t } = useTranslation();
  const total = findings.length;
  const bad = findings.filter(({ result }) => result !== 'ok').length;
  return (
    <>
      <p role="status" className="doctor-sum">
        <b>
          {bad === 0 ? t('tunnel.doctor.allWell', { count: total }) : t('tunnel.doctor.found', { count: bad, total })}
        </b>{' '}
        <span className="quiet">
          <span className="mono">{url}</span>, <Ago at={at} />
        </span>
      </p>
      <ul className="doctor-findings">
        {worstFirst(findings).map((finding) => (
          <FindingRow key={finding.check} finding={finding} />
        ))}
      </ul>
    </>
  );
}

function FindingRow({ finding }: { readonly finding: TunnelFinding }) {
  const { t } = useTranslation();
  const { result, title, whatEntraSays, whatToChange, measured } = finding;
  return (
    <li>
      <StatusMark tone={tones[result]}>{t(`tunnel.doctor.result.${result}`)}</StatusMark>
      <div>
        <b>{title}</b>
        {(whatEntraSays !== null || whatToChange !== null) && (
          <dl className="key-values">
            {whatEntraSays !== null && (
              <>
                <dt>{t('tunnel.doctor.entra')}</dt>
                <dd>{whatEntraSays}</dd>
              </>
            )}
            {whatToChange !== null && (
              <>
                <dt>{t('tunnel.doctor.change')}</dt>
                <dd>{whatToChange}</dd>
              </>
            )}
          </dl>
        )}
      </div>
      {measured !== null && <span className="num quiet doctor-measured">{measured}</span>}
    </li>
  );
}
