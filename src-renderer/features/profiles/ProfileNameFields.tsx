import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { freeId, type ProfileDraft } from './profile-draft.ts';

interface ProfileNameFieldsProps {
  readonly form: UseFormReturnType<ProfileDraft>;
  readonly isNew: boolean;
  readonly taken: readonly string[];
}

/** Name and id. The id follows the name until somebody writes one; tenants know the profile by it, so it stays. */
export function ProfileNameFields({ form, isNew, taken }: ProfileNameFieldsProps) {
  const { t } = useTranslation();
  const rename = (name: string): void => {
    const before = form.getValues();
    form.setFieldValue('name', name);
    if (isNew && before.id === freeId(before.name, taken)) form.setFieldValue('id', freeId(name, taken));
  };
  return (
    <div className="profile-names">
      <TextInput
        size="sm"
        data-autofocus
        required
        withAsterisk={false}
        label={t('profiles.name')}
        maxLength={60}
        {...form.getInputProps('name')}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <TextInput
        size="sm"
        required
        withAsterisk={false}
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
