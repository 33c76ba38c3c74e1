import { Button, Select, TextInput } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useFoundPeople } from '#renderer/console-client/found-people.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { setParams, useHashRoute } from '#renderer/ui/hash-route.ts';
import { PersonSelect } from '#renderer/ui/PersonSelect.tsx';
import { SecretOnce } from '#renderer/ui/SecretOnce.tsx';
import { expiryChoices, expiryOf, localDay, type ExpiryChoice } from './expiry.ts';

const close = (): void => setParams({ dialog: null });

/** Open while the URL says `dialog=create-token`, so that the palette can open it from any page. */
export function CreateTokenDialog() {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const opened = params.get('dialog') === 'create-token';
  const [secret, setSecret] = useState<string | null>(null);
  // However it was closed (Done, Esc, Back), nothing of the secret stays.
  if (!opened && secret !== null) setSecret(null);
  return (
    <Dialog
      title={t(secret === null ? 'tokens.createTitle' : 'tokens.copyNow')}
      opened={opened}
      onClose={close}
      closeOnClickOutside={secret === null}
    >
      {secret === null ? (
        <CreateTokenForm onCreated={setSecret} />
      ) : (
        <SecretOnce secret={secret} what={t('connect.secretToken')} copyLabel={t('tokens.copy')} onDone={close}>
          <Trans i18nKey="tokens.shownOnce" components={{ b: <b /> }} />
        </SecretOnce>
      )}
    </Dialog>
  );
}

function CreateTokenForm({ onCreated }: { readonly onCreated: (secret: string) => void }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const create = useConsoleMutation('tokens.create');
  const [today] = useState(() => localDay(Date.now()));
  const form = useForm<{ label: string; expires: ExpiryChoice; day: string; userId: string | null }>({
    initialValues: { label: '', expires: '180', day: '', userId: null },
    validate: {
      label: isNotEmpty(t('tokens.needsName')),
      day: (day, { expires }) => (expires === 'date' && !(day >= today) ? t('tokens.needsDay') : null),
    },
  });
  const { people, find } = useFoundPeople(form.values.userId);
  const submit = form.onSubmit(({ label, expires, day, userId }) => {
    create.mutate(
      { tenantId, label: label.trim(), expiresAt: expiryOf(expires, day), userId },
      { onSuccess: ({ secret }) => onCreated(secret) },
    );
  });
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
      {create.error !== null && (
        <p role="alert" className="dialog-error">
          {create.error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={close}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" type="submit" loading={create.isPending}>
          {t('tokens.create')}
        </Button>
      </div>
    </form>
  );
}
