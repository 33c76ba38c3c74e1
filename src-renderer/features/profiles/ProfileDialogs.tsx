import { useTranslation } from 'react-i18next';
import type { ServedProfile } from '#shared/console-api/profiles.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { ImportProfile } from './ImportProfile.tsx';
import { NewProfile } from './NewProfile.tsx';
import { ProfileEditor } from './ProfileEditor.tsx';
import { closeDialog, dialogOf, type DialogName } from './profiles-view.ts';
import { RemoveProfile } from './RemoveProfile.tsx';

interface ProfileDialogsProps {
  readonly shown: ServedProfile | null;
  readonly profiles: readonly ServedProfile[];
}

/** Making, importing, changing and removing profiles; one at a time, named by the URL. */
export function ProfileDialogs({ shown, profiles }: ProfileDialogsProps) {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const asked = dialogOf(params);
  const name = shown?.profile.name ?? '';
  const custom = shown?.origin === 'custom' ? shown : null;
  // What is about a custom profile opens for one only, whatever the URL says.
  const opened = (asked === 'edit' || asked === 'remove') && custom === null ? null : asked;
  const titleOf: Record<DialogName, string> = {
    new: t('profiles.newTitle'),
    import: t('profiles.importTitle'),
    edit: t('profiles.editTitle', { name }),
    remove: t('profiles.removeTitle', { name }),
  };
  return (
    <Dialog
      title={opened === null ? '' : titleOf[opened]}
      opened={opened !== null}
      onClose={closeDialog}
      // What was ticked and typed is not lost to a click beside it.
      closeOnClickOutside={opened === 'remove'}
      wide={opened !== 'remove'}
    >
      {opened === 'new' && <NewProfile from={shown} profiles={profiles} />}
      {opened === 'import' && <ImportProfile />}
      {opened === 'edit' && custom !== null && <ProfileEditor source={custom.profile} isNew={false} taken={[]} />}
      {opened === 'remove' && custom !== null && <RemoveProfile served={custom} />}
    </Dialog>
  );
}
