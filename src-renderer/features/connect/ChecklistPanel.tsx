import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { CheckedSection, Checklist } from './checklist.ts';
import type { ProviderId } from './providers.ts';
import { StepItem } from './StepItem.tsx';

interface ChecklistPanelProps {
  readonly checklist: Checklist;
  readonly provider: ProviderId;
}

/** The tutorial's steps, numbered through. */
export function ChecklistPanel({ checklist, provider }: ChecklistPanelProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('connect.steps', { provider: t(`connect.provider.${provider}`) })} span={7}>
      <div className="checklist">
        {checklist.sections.map((section) => (
          <Steps key={section.id} section={section} provider={provider} />
        ))}
      </div>
    </Panel>
  );
}

function Steps({ section, provider }: { readonly section: CheckedSection; readonly provider: ProviderId }) {
  const { t } = useTranslation();
  const id = useId();
  const { name: product, whereToFind } = useTenantProfile();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{t(`connect.section.${section.id}`, { provider: t(`connect.provider.${provider}`) })}</h3>
      {section.id === 'rollcall' && whereToFind !== '' && (
        <p className="quiet">
          {t('connect.whereToFind', { product })} <span translate="no">{whereToFind}</span>
        </p>
      )}
      <ol start={section.steps[0]?.number}>
        {section.steps.map((checked) => (
          <StepItem key={checked.step.text} checked={checked} />
        ))}
      </ol>
    </section>
  );
}
