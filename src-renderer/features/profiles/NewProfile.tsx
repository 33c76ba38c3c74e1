import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServedProfile } from '#shared/console-api/profiles.ts';
import { defaultProfile } from '#shared/tenant-profiles/index.ts';
import { ProfileEditor } from './ProfileEditor.tsx';

interface NewProfileProps {
  /** The profile that is shown, to begin with. */
  readonly from: ServedProfile | null;
  readonly profiles: readonly ServedProfile[];
}

/** A new profile begins as a copy of another one. */
export function NewProfile({ from, profiles }: NewProfileProps) {
  const { t } = useTranslation();
  const [sourceId, setSourceId] = useState(from?.profile.id ?? defaultProfile.id);
  const source = profiles.find(({ profile }) => profile.id === sourceId)?.profile ?? defaultProfile;
  return (
    <div className="dialog-body">
      <Select
        size="sm"
        label={t('profiles.from')}
        description={t('profiles.fromHint')}
        searchable={false}
        allowDeselect={false}
        value={source.id}
        onChange={(id) => id !== null && setSourceId(id)}
        data={profiles.map(({ profile }) => ({ value: profile.id, label: profile.name }))}
      />
      <ProfileEditor key={source.id} source={source} isNew taken={profiles.map(({ profile }) => profile.id)} />
    </div>
  );
}
