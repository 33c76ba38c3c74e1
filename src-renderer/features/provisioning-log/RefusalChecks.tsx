import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import { useMay } from '#renderer/console-client/access.ts';
import { refusalAction } from './refusal-action.ts';

interface RefusalChecksProps {
  readonly checks: readonly AuthenticationCheck[];
  /** What was answered. */
  readonly status: number;
}

/** Each check of the caller in the order it was made; the one that failed says what was expected and what to do. */
export function RefusalChecks({ checks, status }: RefusalChecksProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="quiet">{t(status === 401 ? 'log.whyRefusedText' : 'log.whyRefusedOtherText')}</p>
      <ol className="refusal">
        {checks.map((check, index) => (
          // The same check can be made of the header and of what is in it: its place is its identity.
          // oxlint-disable-next-line react/no-array-index-key
          <Check key={index} check={check} />
        ))}
      </ol>
    </>
  );
}

function Check({ check: made }: { readonly check: AuthenticationCheck }) {
  const { check, passed, expected, received, action } = made;
  const { t } = useTranslation();
  const seesCredentials = useMay('credentials.view');
  const leads = refusalAction(made);
  return (
    <li className={passed ? 'refusal-passed' : 'refusal-failed'}>
      <span className="refusal-mark" aria-hidden>
        {passed ? <IconCheck size={13} stroke={2.4} /> : <IconX size={13} stroke={2.4} />}
      </span>
      <div>
        <b>{t(`log.check.${check}`)}</b>
        <span className="visually-hidden">: {t(passed ? 'log.checkPassed' : 'log.checkFailed')}</span>
        {passed ? (
          <span className="refusal-received">{received}</span>
        ) : (
          <>
            <dl className="key-values">
              <dt>{t('log.expected')}</dt>
              <dd>{expected}</dd>
              <dt>{t('log.received')}</dt>
              <dd>{received}</dd>
            </dl>
            {action !== null && <p>{action}</p>}
            {leads !== undefined && seesCredentials && <a href={leads.href}>{t(`log.toDo.${leads.text}`)}</a>}
          </>
        )}
      </div>
    </li>
  );
}
