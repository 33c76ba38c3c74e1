import { isNotEmpty, useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDay } from './expiry.ts';
import { wrongNetwork } from '#renderer/ui/networks.ts';
import type { TokenDraft } from './token-draft.ts';

/** The form of a token: a name (unless `named` is false), a day that is still to come, networks that can be read. */
export function useTokenForm(initialValues: TokenDraft, { named = true } = {}) {
  const { t } = useTranslation();
  const [today] = useState(() => localDay(Date.now()));
  const form = useForm<TokenDraft>({
    initialValues,
    validate: {
      label: named ? isNotEmpty(t('tokens.needsName')) : () => null,
      day: (day, { expires }) => (expires === 'date' && !(day >= today) ? t('tokens.needsDay') : null),
      networks: (text) => {
        const network = wrongNetwork(text);
        return network === undefined ? null : t('credentials.needsNetwork', { network });
      },
    },
  });
  return { form, today };
}

export type TokenForm = ReturnType<typeof useTokenForm>;
