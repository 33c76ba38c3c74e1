import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import type { ProfileDraft } from './profile-draft.ts';

const policies = [
  'warnsBeforeToken',
  'needsIdpTenantId',
  'hasProvisioningSwitch',
  'hidesDisabled',
  'groupNamesUnique',
] as const;

/** How the product treats its token, its people and its groups. */
export function PolicyFields({ form }: { readonly form: UseFormReturnType<ProfileDraft> }) {
  const { t } = useTranslation();
  const { tokenPolicy } = form.values;
  return (
    <div className="profile-part">
      <div className="policy-token">
        <span className="field-label">{t('profiles.tokenPolicy.label')}</span>
        <Segments
          label={t('profiles.tokenPolicy.label')}
          value={tokenPolicy}
          onChange={(value) => form.setFieldValue('tokenPolicy', value)}
          options={(['show-once', 'reveal-again'] as const).map((value) => ({
            value,
            label: t(`profiles.tokenPolicy.${value}`),
          }))}
        />
      </div>
      {policies.map((policy) => (
        <Policy
          key={policy}
          label={t(`profiles.policy.${policy}`)}
          text={t(`profiles.policy.${policy}Text`)}
          checked={form.values[policy] && (policy !== 'warnsBeforeToken' || tokenPolicy === 'show-once')}
          disabled={policy === 'warnsBeforeToken' && tokenPolicy !== 'show-once'}
          onChange={(checked) => form.setFieldValue(policy, checked)}
        />
      ))}
      <div className="word-fields">
        <RequiredField label={t('profiles.tokenLabel')} maxLength={80} {...form.getInputProps('tokenLabel')} />
        <TextInput
          size="sm"
          label={t('profiles.whereToFind')}
          placeholder={t('profiles.whereToFindPlaceholder')}
          maxLength={200}
          {...form.getInputProps('whereToFind')}
        />
      </div>
    </div>
  );
}

interface PolicyProps {
  readonly label: string;
  readonly text: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Policy({ label, text, checked, disabled, onChange }: PolicyProps) {
  const id = useId();
  return (
    <label className="policy">
      <input
        type="checkbox"
        className="check-mark"
        aria-labelledby={id}
        aria-describedby={`${id}-text`}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <b id={id}>{label}</b>
        <span id={`${id}-text`} className="quiet">
          {text}
        </span>
      </span>
    </label>
  );
}
