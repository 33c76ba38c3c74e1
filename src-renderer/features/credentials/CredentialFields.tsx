import type { GetInputPropsReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { LimitFields } from './LimitFields.tsx';

interface CredentialFieldsProps {
  readonly form: {
    readonly values: { readonly scope: CredentialScope };
    readonly getInputProps: (field: 'label' | 'networks') => GetInputPropsReturnType;
    readonly setFieldValue: (field: 'scope', scope: CredentialScope) => void;
  };
  /** What is asked between the name and the limits. */
  readonly children: ReactNode;
}

/** What every credential has: a name, a scope, the networks it holds in. */
export function CredentialFields({ form, children }: CredentialFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <RequiredField
        data-autofocus
        label={t('tokens.name')}
        description={t('tokens.nameHint')}
        maxLength={80}
        {...form.getInputProps('label')}
      />
      {children}
      <LimitFields
        scope={form.values.scope}
        onScope={(scope) => form.setFieldValue('scope', scope)}
        networks={form.getInputProps('networks')}
      />
    </>
  );
}
