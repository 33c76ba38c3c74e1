import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { focusFault } from '#renderer/ui/focus-fault.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { newToken, tokenInput } from './token-draft.ts';
import { TokenFields } from './TokenFields.tsx';
import { TokenWarning } from './TokenWarning.tsx';
import { useTokenForm } from './use-token-form.ts';

export interface MadeToken {
  readonly secret: string;
  /** Whether it can be shown again later. */
  readonly revealable: boolean;
}

interface CreateTokenFormProps {
  readonly onCreated: (made: MadeToken) => void;
  readonly onCancel: () => void;
}

/** What a new token is. Where the profile says so, a warning comes before it is made. */
export function CreateTokenForm({ onCreated, onCancel }: CreateTokenFormProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const { tokenLabel, warnsBeforeToken } = useTenantProfile();
  const create = useConsoleMutation('tokens.create');
  const [warned, setWarned] = useState(false);
  const tokenForm = useTokenForm(newToken(tokenLabel));
  const { form } = tokenForm;
  const make = (): void =>
    create.mutate(
      { tenantId, ...tokenInput(form.getValues()) },
      { onSuccess: ({ token, secret }) => onCreated({ secret, revealable: token.revealable }) },
    );
  const submit = form.onSubmit(() => (warnsBeforeToken ? setWarned(true) : make()), focusFault(form));
  const error = create.error?.message ?? null;
  if (warned) {
    return <TokenWarning pending={create.isPending} error={error} onBack={() => setWarned(false)} onSubmit={make} />;
  }
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <TokenFields form={tokenForm} />
      <FormEnd verb={t('tokens.create')} pending={create.isPending} error={error} onCancel={onCancel} />
    </form>
  );
}
