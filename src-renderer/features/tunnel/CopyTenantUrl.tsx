import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '#renderer/console-client/access.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';

interface CopyTenantUrlProps {
  readonly tenantUrl: string;
  readonly filled: boolean;
}

/** Copies the Tenant URL for Entra, and remembers that Entra was given this one where the caller may say so. */
export function CopyTenantUrl({ tenantUrl, filled }: CopyTenantUrlProps) {
  const { t } = useTranslation();
  const client = useConsole();
  const publishes = useMay('tunnel.edit');
  const copying = useMutation({
    mutationFn: async (url: string) => {
      await navigator.clipboard.writeText(url);
      if (publishes) await client.call('tunnel.publish', {});
    },
    gcTime: 0,
  });
  const copied = copying.isSuccess && copying.variables === tenantUrl;
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <>
      <Button
        variant={filled ? 'filled' : 'default'}
        leftSection={<Icon size={14} aria-hidden />}
        aria-label={copied ? undefined : t('ui.copyWhat', { what: t('tunnel.url.tenant') })}
        loading={copying.isPending}
        onClick={() => copying.mutate(tenantUrl)}
      >
        {copied ? t('ui.copied') : t('ui.copy')}
      </Button>
      {copying.error !== null && (
        <span role="alert" className="dialog-error">
          {copying.error.message}
        </span>
      )}
    </>
  );
}
