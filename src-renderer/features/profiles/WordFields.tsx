import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import type { ProfileDraft } from './profile-draft.ts';

const words = ['person', 'people', 'group', 'groups', 'active', 'disabled'] as const;

/** What the product calls things, as in the middle of a sentence. */
export function WordFields({ form }: { readonly form: UseFormReturnType<ProfileDraft> }) {
  const { t } = useTranslation();
  return (
    <div className="profile-part">
      <p className="quiet">{t('profiles.wordsText')}</p>
      <div className="word-fields">
        {words.map((word) => (
          <RequiredField
            key={word}
            label={t(`profiles.word.${word}`)}
            maxLength={40}
            {...form.getInputProps(`words.${word}`)}
          />
        ))}
      </div>
    </div>
  );
}
