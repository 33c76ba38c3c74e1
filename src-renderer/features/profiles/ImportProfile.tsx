import { notifications } from '@mantine/notifications';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { JsonField } from '#renderer/ui/JsonField.tsx';
import { useDocumentText } from '#renderer/ui/use-document-text.ts';
import { closeDialog, showProfile } from './profiles-view.ts';

/** A profile from a file, opened or pasted. What is wrong with it stands below, with the place and what to do. */
export function ImportProfile() {
  const { t } = useTranslation();
  const save = useConsoleMutation('profiles.save');
  const json = useDocumentText('', save.reset);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (json.text.trim() === '') {
      json.fail(t('profiles.needsFile'));
      return;
    }
    const profile = json.read();
    if (profile === null) return;
    save.mutate(
      { profile },
      {
        onSuccess: (saved) => {
          notifications.show({ message: t('profiles.imported', { name: saved.profile.name }) });
          showProfile(saved.profile.id);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <JsonField
        label={t('profiles.file')}
        description={t('profiles.fileHint')}
        value={json.text}
        onChange={json.write}
        error={json.fault ?? save.error?.message ?? null}
      />
      <FormEnd verb={t('profiles.import')} pending={save.isPending} onCancel={closeDialog} />
    </form>
  );
}
