import { useTranslation } from 'react-i18next';
import { useFoundPeople } from '#renderer/console-client/found-people.ts';
import { PersonSelect } from '#renderer/ui/PersonSelect.tsx';
import { CredentialFields } from './CredentialFields.tsx';
import { ExpiryFields } from './ExpiryFields.tsx';
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
      <CredentialFields form={form}>
        <ExpiryFields form={tokenForm} {...expiry} />
      </CredentialFields>
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
