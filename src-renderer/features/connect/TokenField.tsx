import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/console-api/tokens.ts';
import { useMay, usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { useRevealedToken } from '#renderer/console-client/revealed-token.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { setParams } from '#renderer/ui/hash-route.ts';
import { MaskedSecret } from '#renderer/ui/MaskedSecret.tsx';

interface TokenFieldProps {
  /** What it is called where it is asked for. */
  readonly label: string;
  /** Whether a token can be made here. */
  readonly creates?: boolean;
}

/** The newest token that works: shown again where the tenant's profile allows it, else by its last characters. */
export function TokenField({ label, creates = false }: TokenFieldProps) {
  const { t } = useTranslation();
  const tenant = useTenant();
  const { needsIdpTenantId } = useTenantProfile();
  const { data: tokens } = useConsoleQuery('tokens.list', { tenantId: tenant.id });
  const newest = tokens?.find(({ state }) => state === 'active');
  const creating = usePermitted('credentials.edit');
  const reveals = useMay('credentials.reveal');
  const waits = needsIdpTenantId && tenant.idpTenantId === null;
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      {newest?.revealable === true && reveals ? (
        <RevealableToken token={newest} label={label} />
      ) : (
        <span className="value">
          <span className="ellipsis">
            {tokens !== undefined &&
              (newest === undefined
                ? t(waits ? 'connect.token.waits' : 'connect.token.none')
                : t('connect.token.hint', { label: newest.label, hint: newest.hint }))}
          </span>
        </span>
      )}
      {creates && (
        <Button
          variant={tokens?.length === 0 ? 'filled' : 'default'}
          disabled={waits}
          {...creating}
          onClick={() => setParams({ dialog: 'create-token' })}
        >
          {t('tokens.create')}
        </Button>
      )}
    </div>
  );
}

function RevealableToken({ token, label }: { readonly token: Token; readonly label: string }) {
  const { error, reveal, hide, ...shown } = useRevealedToken(token.id);
  return (
    <span className="connect-revealed">
      <MaskedSecret what={label} hint={token.hint} onReveal={reveal} onHide={hide} {...shown} />
      {error !== null && (
        <span role="alert" className="dialog-error">
          {error}
        </span>
      )}
    </span>
  );
}
