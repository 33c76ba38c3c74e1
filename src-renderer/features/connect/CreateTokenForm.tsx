import { Button, Select, TextInput } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useFoundPeople } from '#renderer/console-client/found-people.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { PersonSelect } from '#renderer/ui/PersonSelect.tsx';
import { expiryChoices, expiryOf, localDay, type ExpiryChoice } from './expiry.ts';
import { TokenWarning } from './TokenWarning.tsx';

export interface MadeToken {
  readonly secret: string;
  /** Whether it can be shown again later. */
  readonly revealable: boolean;
}

interface CreateTokenFormProps {
  readonly onCreated: (made: MadeToken) => void;
  readonly onCancel: () => void;
}

/** A token's name and how long it lives. Where the profile says so, a warning comes before it is made. */
export function CreateTokenForm({ onCreated, onCancel }: CreateTokenFormProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const { tokenLabel, warnsBeforeToken } = useTenantProfile();
  const create = useConsoleMutation('tokens.create');
  const [warned, setWarned] = useState(false);
  const [today] = useState(() => localDay(Date.now()));
  const form = useForm<{ label: string; expires: ExpiryChoice; day: string; userId: string | null }>({
    initialValues: { label: tokenLabel, expires: '180', day: '', userId: null },
    validate: {
      label: isNotEmpty(t('tokens.needsName')),
      day: (day, { expires }) => (expires === 'date' && !(day >= today) ? t('tokens.needsDay') : null),
    },
  });
  const { people, find } = useFoundPeople(form.values.userId);
  const make = (): void => {
    const { label, expires, day, userId } = form.getValues();
    create.mutate(
      { tenantId, label: label.trim(), expiresAt: expiryOf(expires, day), userId },
      { onSuccess: ({ token, secret }) => onCreated({ secret, revealable: token.revealable }) },
    );
  };
  const submit = form.onSubmit(() => (warnsBeforeToken ? setWarned(true) : make()));
  const error = create.error === null ? null : create.error.message;
  if (warned) {
    return <TokenWarning pending={create.isPending} error={error} onBack={() => setWarned(false)} onSubmit={make} />;
  }
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
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
      <Select
        size="sm"
        label={t('tokens.expires')}
        searchable={false}
        allowDeselect={false}
        data={expiryChoices.map((value) => ({ value, label: t(`tokens.expiry.${value}`) }))}
        {...form.getInputProps('expires')}
      />
      {form.values.expires === 'date' && (
        <TextInput size="sm" type="date" label={t('tokens.lastDay')} min={today} {...form.getInputProps('day')} />
      )}
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
      {error !== null && (
        <p role="alert" className="dialog-error">
          {error}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" type="submit" loading={create.isPending}>
          {t('tokens.create')}
        </Button>
      </div>
    </form>
  );
}
