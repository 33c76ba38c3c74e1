import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { SsoState } from '#shared/console-api/sso.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation, useConsoleQuery } from '#renderer/console-client/queries.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { focusFault } from '#renderer/ui/focus-fault.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import { draftOf, inputOf } from './sso-draft.ts';

interface ConnectFormProps {
  readonly state: SsoState;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** First step: which identity provider, and whose people and roles count. Rollcall asks it for its metadata before it saves. */
export function ConnectForm({ state, onSaved, onCancel }: ConnectFormProps) {
  const { t } = useTranslation();
  const tenant = useTenant();
  const { data: tenants } = useConsoleQuery('tenants.list', {});
  const save = useConsoleMutation('sso.save');
  const needs = (text: string, what: 'entraTenantId' | 'issuer' | 'entraClientId' | 'clientId'): string | null =>
    text.trim() === '' ? t(`sso.needs.${what}`) : null;
  const form = useForm({
    initialValues: draftOf(state, tenant.id),
    validate: {
      entraTenantId: (text, { kind }) => (kind === 'entra' ? needs(text, 'entraTenantId') : null),
      issuer: (text, { kind }) => (kind === 'oidc' ? needs(text, 'issuer') : null),
      clientId: (text, { kind }) => needs(text, kind === 'entra' ? 'entraClientId' : 'clientId'),
    },
  });
  const { kind } = form.values;
  return (
    <form
      className="dialog-body"
      onSubmit={form.onSubmit((draft) => save.mutate(inputOf(draft), { onSuccess: onSaved }), focusFault(form))}
    >
      <Segments
        label={t('sso.provider')}
        value={kind}
        onChange={(value) => form.setFieldValue('kind', value)}
        options={[
          { value: 'entra', label: t('sso.entra') },
          { value: 'oidc', label: t('sso.oidc') },
        ]}
      />
      <div className="quiet">
        <p>{t(`sso.register.${kind}`)}</p>
        {kind === 'entra' && (
          <ol className="sso-steps">
            <li>{t('sso.entraSteps.registration')}</li>
            <li>{t('sso.entraSteps.claim')}</li>
            <li>{t('sso.entraSteps.appRoles')}</li>
          </ol>
        )}
      </div>
      <CopyField label={t('sso.redirectUri')} value={state.redirectUri} />
      {kind === 'entra' ? (
        <TextInput
          size="sm"
          label={t('sso.entraTenantId')}
          data-autofocus
          classNames={{ input: 'mono' }}
          {...form.getInputProps('entraTenantId')}
        />
      ) : (
        <TextInput
          size="sm"
          data-autofocus
          label={t('sso.issuer')}
          placeholder="https://login.example.com"
          classNames={{ input: 'mono' }}
          {...form.getInputProps('issuer')}
        />
      )}
      <TextInput
        size="sm"
        label={t(kind === 'entra' ? 'sso.entraClientId' : 'sso.clientId')}
        classNames={{ input: 'mono' }}
        {...form.getInputProps('clientId')}
      />
      <Select
        size="sm"
        label={t('sso.directory')}
        description={t('sso.directoryText')}
        allowDeselect={false}
        data={(tenants ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('directoryTenantId')}
      />
      <TextInput
        size="sm"
        label={t('sso.administratorAppRole')}
        description={t('sso.administratorAppRoleText')}
        {...form.getInputProps('administratorAppRole')}
      />
      <TextInput
        size="sm"
        label={t('sso.personAppRole')}
        description={t('sso.personAppRoleText')}
        {...form.getInputProps('personAppRole')}
      />
      <FormEnd verb={t('sso.save')} pending={save.isPending} error={save.error?.message} onCancel={onCancel} />
    </form>
  );
}
