import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { followName } from '#renderer/ui/follow-name.ts';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { freeId, type ProfileDraft } from './profile-draft.ts';

interface ProfileNameFieldsProps {
  readonly form: UseFormReturnType<ProfileDraft>;
  readonly isNew: boolean;
  readonly taken: readonly string[];
}

/** Name and id. The id follows the name until somebody writes one; tenants know the profile by it, so it stays. */
export function ProfileNameFields({ form, isNew, taken }: ProfileNameFieldsProps) {
  const { t } = useTranslation();
  const rename = followName(form, 'id', isNew ? (name) => freeId(name, taken) : null);
  return (
    <div className="profile-names">
      <RequiredField
        data-autofocus
        label={t('profiles.name')}
        maxLength={60}
        {...form.getInputProps('name')}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <RequiredField
        label={t('profiles.id')}
        maxLength={40}
        spellCheck={false}
        readOnly={!isNew}
        classNames={{ input: 'mono' }}
        {...form.getInputProps('id')}
      />
    </div>
  );
}
