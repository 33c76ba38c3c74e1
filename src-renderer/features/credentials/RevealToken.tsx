import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/console-api/tokens.ts';
import { revealedSeconds, useRevealedToken } from '#renderer/console-client/revealed-token.ts';
import { clipboardSeconds } from '#renderer/ui/clipboard.ts';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { MaskedSecret } from '#renderer/ui/MaskedSecret.tsx';
import { Refusal } from '#renderer/ui/Refusal.tsx';
import { closeDialog } from './credentials-view.ts';

/** A token whose secret the tenant's profile keeps, shown again for a moment. */
export function RevealToken({ token: { id, label, hint } }: { readonly token: Token }) {
  const { t } = useTranslation();
  const { error, reveal, hide, ...shown } = useRevealedToken(id);
  return (
    <div className="dialog-body">
      <p>{t('credentials.revealText', { shown: revealedSeconds, copied: clipboardSeconds })}</p>
      <MaskedSecret what={label} hint={hint} onReveal={reveal} onHide={hide} {...shown} />
      <Refusal error={error} />
      <DoneEnd onDone={closeDialog} />
    </div>
  );
}
