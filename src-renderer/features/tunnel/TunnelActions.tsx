import { Button } from '@mantine/core';
import { IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { isRunning } from './tunnel-view.ts';
import type { TunnelForm } from './use-tunnel-form.ts';

interface TunnelActionsProps {
  readonly status: TunnelStatus;
  readonly form: TunnelForm;
  readonly hasIssues: boolean;
  readonly onStart: () => void;
}

/** Start or Go private, whichever it can be; beside it a look at the public URL now. */
export function TunnelActions({ status: { state, url }, form, hasIssues, onStart }: TunnelActionsProps) {
  const { t } = useTranslation();
  const permitted = usePermitted('tunnel.edit');
  const stop = useConsoleMutation('tunnel.stop');
  const recheck = useConsoleMutation('tunnel.recheck');
  const running = isRunning(state);
  const refused = form.error ?? stop.error?.message ?? recheck.error?.message;
  return (
    <>
      {refused !== undefined && (
        <span role="alert" className="dialog-error tunnel-refused" title={refused}>
          {refused}
        </span>
      )}
      {running && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          disabled={url === null || state === 'stopping'}
          loading={recheck.isPending}
          onClick={() => recheck.mutate({})}
        >
          {t('tunnel.recheck')}
        </Button>
      )}
      {/* One button all along, so that who pressed it with the keyboard is still on it when it has turned. */}
      <Button
        variant={running ? 'danger' : 'filled'}
        leftSection={running ? undefined : <IconPlayerPlay size={14} aria-hidden />}
        loading={form.pending === 'start' || stop.isPending || state === 'stopping'}
        {...permitted}
        onClick={running ? () => stop.mutate({}) : onStart}
      >
        {t(running ? 'tunnel.goPrivate' : hasIssues ? 'tunnel.startAnyway' : 'tunnel.start')}
      </Button>
    </>
  );
}
