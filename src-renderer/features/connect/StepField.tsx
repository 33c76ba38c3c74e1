import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/lang/assert-never.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { printHash } from '#renderer/ui/hash-route.ts';
import { isLocal } from '#renderer/ui/local-address.ts';
import { oneloginTemplate } from './onelogin-template.ts';
import type { StepField as Field } from './steps/step.ts';
import { TokenField } from './TokenField.tsx';

/** A value to paste, under the name that the provider asks for it. */
export function StepField({ field: { value, label } }: { readonly field: Field }) {
  const { t } = useTranslation();
  const profile = useTenantProfile();
  const name = t(`connect.field.${label}`);
  switch (value) {
    case 'tenantUrl':
      return <TenantUrlField label={name} />;
    case 'secretToken':
      return <TokenField label={name} />;
    case 'userName':
      return <CopyField label={name} value="userName" />;
    case 'oneloginTemplate':
      return <TemplateField label={name} template={oneloginTemplate(profile)} />;
    default:
      return assertNever(value, 'value of a step');
  }
}

function TenantUrlField({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  const { tenantUrl } = useTenant();
  if (tenantUrl === null) return <p className="quiet">{t('connect.noListener')}</p>;
  return (
    <>
      <CopyField label={label} value={tenantUrl} />
      {isLocal(tenantUrl) && (
        <p className="warning-note">
          {t('connect.local')} <a href={printHash('tunnel')}>{t('tunnel.open')}</a>
        </p>
      )}
    </>
  );
}

const TemplateField = ({ label, template }: { readonly label: string; readonly template: string }) => (
  <details className="connect-template">
    <summary>{label}</summary>
    <pre className="mono">{template}</pre>
    <CopyButton value={template} what={label} />
  </details>
);
