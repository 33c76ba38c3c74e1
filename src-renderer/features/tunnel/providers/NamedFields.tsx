import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { storedOf } from '../draft.ts';
import type { TunnelForm } from '../use-tunnel-form.ts';
import { CloudflaredField } from './CloudflaredField.tsx';
import { SecretField } from './SecretField.tsx';

/** A tunnel of one's own Cloudflare account, by its token. */
export function NamedFields({ tunnel: { form, configs } }: { readonly tunnel: TunnelForm }) {
  const { t } = useTranslation();
  return (
    <div className="tunnel-fields">
      <TextInput
        size="sm"
        name="namedUrl"
        label={t('tunnel.form.publicUrl')}
        description={t('tunnel.form.namedUrlHint')}
        placeholder="https://scim.example.com"
        maxLength={300}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        {...form.getInputProps('namedUrl')}
      />
      <SecretField
        form={form}
        name="token"
        label={t('tunnel.form.token')}
        hint={t('tunnel.form.tokenHint')}
        saved={storedOf(configs, 'cloudflare-named')?.hasToken ?? false}
      />
      <CloudflaredField form={form} />
    </div>
  );
}
