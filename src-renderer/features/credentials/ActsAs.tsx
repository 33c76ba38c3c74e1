import type { ReactNode } from 'react';
import { Trans } from 'react-i18next';
import { useMay } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { personHref } from './credentials-view.ts';

/** Who /Me is for a token. */
export function ActsAs({ userId }: { readonly userId: string }) {
  const enabled = useMay('people.view');
  const { data, error } = useConsoleQuery('users.get', { tenantId: useTenant().id, id: userId }, { enabled });
  return (
    <span className="credential-sub ellipsis">
      {error?.code === 'not-found' ? (
        <Trans i18nKey="tokens.actsAsGone" />
      ) : (
        <Trans
          i18nKey="tokens.actsAsWho"
          values={{ name: data?.row.displayName ?? userId }}
          components={{ a: <PersonLink id={userId} /> }}
        />
      )}
    </span>
  );
}

const PersonLink = ({ id, children }: { readonly id: string; readonly children?: ReactNode }) => (
  <a href={personHref(id)}>{children}</a>
);
