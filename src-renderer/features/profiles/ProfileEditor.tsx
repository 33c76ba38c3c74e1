import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { draftOf } from './profile-draft.ts';
import { ProfileForm } from './ProfileForm.tsx';

interface ProfileEditorProps {
  /** What it begins with. */
  readonly source: TenantProfile;
  readonly isNew: boolean;
  /** Ids that a new one cannot have. */
  readonly taken: readonly string[];
}

/** Waits for the schemas: they say which attributes there are to choose from. */
export function ProfileEditor({ source, isNew, taken }: ProfileEditorProps) {
  const { t } = useTranslation();
  const { data: schemas, error, retry } = useConsoleQuery('schemas.list', { tenantId: useTenant().id });
  const [waited] = useState(schemas === undefined);
  if (error !== null) {
    return <ErrorState title={t('profiles.schemasFailed')} detail={error.message} onRetry={retry} />;
  }
  if (schemas === undefined) return <SkeletonRows rows={10} rowHeight={40} />;
  const draft = draftOf(source, schemas);
  return (
    <ProfileForm
      draft={isNew ? { ...draft, id: '', name: '' } : draft}
      isNew={isNew}
      taken={taken}
      takesFocus={waited}
    />
  );
}
