import { Trans, useTranslation } from 'react-i18next';
import { SecretOnce } from '#renderer/ui/SecretOnce.tsx';
import { Term } from '#renderer/ui/Term.tsx';
import type { MadeToken } from './CreateTokenForm.tsx';

interface TokenSecretProps {
  readonly made: MadeToken;
  readonly onDone: () => void;
}

/** A token that was just made: where it goes, and whether it is ever shown again. */
export function TokenSecret({ made: { secret, revealable }, onDone }: TokenSecretProps) {
  const { t } = useTranslation();
  return (
    <SecretOnce secret={secret} what={t('connect.field.secretToken')} copyLabel={t('tokens.copy')} onDone={onDone}>
      <Trans i18nKey={revealable ? 'tokens.shownAgain' : 'tokens.shownOnce'} components={{ b: <Term /> }} />
    </SecretOnce>
  );
}
