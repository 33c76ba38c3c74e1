import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Trans, useTranslation } from 'react-i18next';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import type { TunnelDraft } from '../draft.ts';

/** A reverse proxy that somebody runs already: Rollcall only looks whether it leads here. */
export function OwnUrlFields({ form }: { readonly form: UseFormReturnType<TunnelDraft> }) {
  const { t } = useTranslation();
  const { data: settings } = useConsoleQuery('settings.get', {});
  return (
    <div className="tunnel-fields">
      <TextInput
        size="sm"
        name="ownUrl"
        label={t('tunnel.form.publicUrl')}
        description={t('tunnel.form.ownUrlHint')}
        placeholder="https://scim.example.com"
        maxLength={300}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        {...form.getInputProps('ownUrl')}
      />
      {settings?.scimUrl != null && (
        <p className="quiet">
          <Trans
            i18nKey="tunnel.form.ownUrlTo"
            values={{ target: settings.scimUrl }}
            components={{ c: <code className="mono" /> }}
          />
        </p>
      )}
    </div>
  );
}
