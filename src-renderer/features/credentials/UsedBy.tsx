import { Trans, useTranslation } from 'react-i18next';
import type { CredentialUse } from '#shared/console-api/credentials.ts';
import { Ago } from '#renderer/ui/Ago.tsx';

/** Who uses a credential, as a sentence. */
export function UsedBy({ use }: { readonly use: CredentialUse | null }) {
  const { t } = useTranslation();
  if (use === null) return <p>{t('credentials.usedByNobody')}</p>;
  const { userAgent, address, at } = use;
  return (
    <p>
      <Trans
        i18nKey={userAgent === null ? 'credentials.usedFrom' : 'credentials.usedBy'}
        values={{ userAgent, address }}
        components={{ b: <b />, ago: <Ago at={at} /> }}
      />
    </p>
  );
}
