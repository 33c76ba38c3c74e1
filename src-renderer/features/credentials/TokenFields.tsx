import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFoundPeople } from '#renderer/console-client/found-people.ts';
import { PersonSelect } from '#renderer/ui/PersonSelect.tsx';
import { ExpiryFields } from './ExpiryFields.tsx';
import { LimitFields } from './LimitFields.tsx';
import type { TokenForm } from './use-token-form.ts';

interface TokenFieldsProps {
  readonly form: TokenForm;
  /** Of a token that is edited. */
  readonly kept?: string | null;
}

/** Name, expiry, scope, networks and person of a token. */
export function TokenFields({ form: tokenForm, ...expiry }: TokenFieldsProps) {
  const { t } = useTranslation();
  const { form } = tokenForm;
  const { people, find } = useFoundPeople(form.values.userId);
  return (
    <>
      <TextInput
        size="sm"
        data-autofocus
        required
        withAsterisk={false}
        label={t('tokens.name')}
        description={t('tokens.nameHint')}
        maxLength={80}
        {...form.getInputProps('label')}
      />
      <ExpiryFields form={tokenForm} {...expiry} />
      <LimitFields
        scope={form.values.scope}
        onScope={(scope) => form.setFieldValue('scope', scope)}
        networks={form.getInputProps('networks')}
      />
      <PersonSelect
        size="sm"
        label={t('tokens.actsAs')}
        description={t('tokens.actsAsHint')}
        placeholder={t('tokens.nobody')}
        clearLabel={t('tokens.nobody')}
        nothingFoundMessage={t('tokens.noPerson')}
        people={people}
        onFind={find}
        value={form.values.userId}
        onChange={(userId) => form.setFieldValue('userId', userId)}
      />
    </>
  );
}
