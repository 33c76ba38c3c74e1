import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { storedOf } from '../draft.ts';
import type { TunnelForm } from '../use-tunnel-form.ts';
import { SecretField } from './SecretField.tsx';

/** An ngrok account, by its authtoken. */
export function NgrokFields({ tunnel: { form, configs } }: { readonly tunnel: TunnelForm }) {
  const { t } = useTranslation();
  return (
    <div className="tunnel-fields">
      <SecretField
        form={form}
        name="authtoken"
        label={t('tunnel.form.authtoken')}
        hint={t('tunnel.form.authtokenHint')}
        saved={storedOf(configs, 'ngrok')?.hasAuthtoken ?? false}
      />
      <TextInput
        size="sm"
        name="domain"
        label={t('tunnel.form.domain')}
        description={t('tunnel.form.domainHint')}
        placeholder="example.ngrok-free.dev"
        maxLength={253}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        {...form.getInputProps('domain')}
      />
    </div>
  );
}
