import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { defaultProfile } from '#shared/tenant-profiles/index.ts';
import { useConsoleMutation, useConsoleQuery } from '#renderer/console-client/queries.ts';
import { useProfile } from '#renderer/console-client/tenant-profiles.ts';
import { Refusal } from '#renderer/ui/Refusal.tsx';
import { ProfileCards } from './ProfileCards.tsx';
import { ProfileConsequence } from './ProfileConsequence.tsx';
import { closeDialog } from './tenants-view.ts';

/** First which one, then whom it would concern; nothing is changed before that was seen. */
export function ChangeProfile({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(tenant.profile);
  const [checking, setChecking] = useState(false);
  const profile = useProfile(wanted);
  const before = useProfile(tenant.profile);
  const set = useConsoleMutation('tenants.setProfile');
  const check = useConsoleQuery(
    'tenants.checkProfile',
    { tenantId: tenant.id, profile: wanted },
    { enabled: checking },
  );
  const choose = (id: string): void => {
    set.reset();
    setWanted(id);
  };
  const confirm = (): void =>
    set.mutate(
      { tenantId: tenant.id, profile: wanted },
      {
        onSuccess: ({ name }) => {
          notifications.show({ message: t('tenants.profileChanged', { name, profile: profile?.name ?? wanted }) });
          closeDialog();
        },
      },
    );
  const error = set.error ?? check.error;
  return (
    <div className="dialog-body">
      {checking ? (
        <ProfileConsequence
          check={check.data}
          wanted={profile?.name ?? wanted}
          before={before ?? { name: tenant.profile, words: defaultProfile.words }}
        />
      ) : (
        <ProfileCards label={t('tenants.profile')} value={wanted} onChange={choose} />
      )}
      <Refusal error={error?.message} />
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={checking ? () => setChecking(false) : closeDialog}>
          {t(checking ? 'tenants.back' : 'ui.cancel')}
        </Button>
        {checking ? (
          <Button size="sm" disabled={check.data === undefined} onClick={confirm} loading={set.isPending}>
            {t('tenants.changeTo', { profile: profile?.name ?? wanted })}
          </Button>
        ) : (
          <Button size="sm" disabled={wanted === tenant.profile} onClick={() => setChecking(true)}>
            {t('tenants.next')}
          </Button>
        )}
      </div>
    </div>
  );
}
