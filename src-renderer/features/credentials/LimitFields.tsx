import { Textarea } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import { ChoiceField } from './ChoiceField.tsx';

const scopes: readonly CredentialScope[] = ['read-write', 'read'];

interface LimitFieldsProps {
  readonly scope: CredentialScope;
  readonly onScope: (scope: CredentialScope) => void;
  /** Of the form's `networks`. */
  readonly networks: GetInputPropsReturnType;
}

/** What a credential may do, and from where. */
export function LimitFields({ scope, onScope, networks }: LimitFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceField
        label={t('credentials.scope.label')}
        value={scope}
        onChange={onScope}
        options={scopes.map((value) => ({ value, label: t(`credentials.scope.${value}`) }))}
        text={t(`credentials.scopeText.${scope}`)}
      />
      <Textarea
        size="sm"
        label={t('credentials.networks')}
        description={t('credentials.networksHint')}
        placeholder={t('credentials.anywhere')}
        rows={2}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        {...networks}
      />
    </>
  );
}
