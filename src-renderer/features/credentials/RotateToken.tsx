import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Handover, Token } from '#shared/console-api/tokens.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { focusFault } from '#renderer/ui/focus-fault.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import type { MadeToken } from './CreateTokenForm.tsx';
import { closeDialog } from './credentials-view.ts';
import { expiryOf } from './expiry.ts';
import { ExpiryFields } from './ExpiryFields.tsx';
import { newToken } from './token-draft.ts';
import { TokenSecret } from './TokenSecret.tsx';
import { TokenWarning } from './TokenWarning.tsx';
import { useTokenForm } from './use-token-form.ts';

const retirings: readonly Handover['retire'][] = ['ask', 'automatically'];

/** A second token beside the first: both hold, until the new one has shown that it serves. */
export function RotateToken({ token }: { readonly token: Token }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const { warnsBeforeToken } = useTenantProfile();
  const rotate = useConsoleMutation('tokens.rotate');
  const [made, setMade] = useState<MadeToken | null>(null);
  const [warned, setWarned] = useState(false);
  const [retire, setRetire] = useState<Handover['retire']>('ask');
  const tokenForm = useTokenForm(newToken(''), { named: false });
  const { form } = tokenForm;
  const make = (): void => {
    const { label, expires, day } = form.getValues();
    const expiresAt = expires === 'keep' ? null : expiryOf(expires, day);
    rotate.mutate(
      { tenantId, id: token.id, ...(label.trim() === '' ? {} : { label: label.trim() }), expiresAt, retire },
      { onSuccess: (answer) => setMade({ secret: answer.secret, revealable: answer.token.revealable }) },
    );
  };
  const error = rotate.error?.message ?? null;
  if (made !== null) return <TokenSecret made={made} onDone={closeDialog} />;
  if (token.handover !== null) {
    return (
      <div className="dialog-body">
        <p>{t('credentials.rotatedAlready', { old: token.label, new: token.handover.newLabel })}</p>
        <DoneEnd onDone={closeDialog} />
      </div>
    );
  }
  if (warned) {
    return <TokenWarning pending={rotate.isPending} error={error} onBack={() => setWarned(false)} onSubmit={make} />;
  }
  return (
    <form
      onSubmit={form.onSubmit(() => (warnsBeforeToken ? setWarned(true) : make()), focusFault(form))}
      noValidate
      className="dialog-body"
    >
      <p>{t('credentials.rotateText')}</p>
      <TextInput
        size="sm"
        data-autofocus
        label={t('credentials.newName')}
        description={t('credentials.newNameHint')}
        placeholder={token.label}
        maxLength={80}
        {...form.getInputProps('label')}
      />
      <ExpiryFields form={tokenForm} />
      <ChoiceField
        label={t('credentials.retiring.label')}
        value={retire}
        onChange={setRetire}
        options={retirings.map((value) => ({ value, label: t(`credentials.retiring.${value}`) }))}
        text={t(`credentials.retiring.${retire}Text`)}
      />
      <FormEnd verb={t('credentials.rotate')} pending={rotate.isPending} error={error} onCancel={closeDialog} />
    </form>
  );
}
