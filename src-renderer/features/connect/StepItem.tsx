import { IconCheck } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import type { Evidence } from '#shared/console-api/connect.ts';
import { tutorialOf } from '#shared/tenant-profiles/index.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { printHash } from '#renderer/ui/hash-route.ts';
import { Term } from '#renderer/ui/Term.tsx';
import type { CheckedStep } from './checklist.ts';
import { ProvisioningSwitch } from './ProvisioningSwitch.tsx';
import { StepField } from './StepField.tsx';
import type { StepControl } from './steps/step.ts';
import { TenantIdForm } from './TenantIdForm.tsx';
import { TokenField } from './TokenField.tsx';

const terms = { b: <Term /> };

/** One step: what to do, the values for it, and when it was seen to be done. */
export function StepItem({ checked: { step, number, state, evidence } }: { readonly checked: CheckedStep }) {
  const { t } = useTranslation();
  const { id, name } = useTenantProfile();
  const tutorial = tutorialOf(id);
  const values = { product: name, application: tutorial?.application ?? name };
  const isDone = state === 'seen' || state === 'passed';
  return (
    <li className={`step step-${state}`} aria-current={state === 'next' ? 'step' : undefined}>
      <span className="step-mark num" aria-hidden>
        {isDone ? <IconCheck size={13} stroke={2.6} /> : number}
      </span>
      <div className="step-body">
        <p>
          {state !== 'open' && <span className="visually-hidden">{t(`connect.state.${state}`)} </span>}
          <Trans i18nKey={`connect.step.${step.text}`} values={values} components={terms} />
        </p>
        {step.notes?.map((note) => (
          <p key={note} className="quiet">
            <Trans i18nKey={`connect.note.${note}`} values={values} components={terms} />
          </p>
        ))}
        {step.control !== undefined && <Control control={step.control} />}
        {step.fields?.map((field) => (
          <StepField key={field.label} field={field} />
        ))}
        {evidence !== null && <Seen evidence={evidence} />}
      </div>
    </li>
  );
}

function Control({ control }: { readonly control: StepControl }) {
  const { id, tokenLabel } = useTenantProfile();
  if (control === 'provisioning') return <ProvisioningSwitch />;
  if (control === 'idpTenantId') return <TenantIdForm />;
  return <TokenField label={tutorialOf(id)?.tokenName ?? tokenLabel} creates />;
}

/** When it was seen, and the request that shows it. */
function Seen({ evidence: { at, logSeq } }: { readonly evidence: Evidence }) {
  const { t } = useTranslation();
  return (
    <p className="step-when">
      {t('connect.seen')} <Ago at={at} />
      {logSeq !== null && (
        <>
          {' · '}
          <a href={printHash('provisioning-log', { entry: String(logSeq) })}>{t('connect.showRequest')}</a>
        </>
      )}
    </p>
  );
}
