import { ActionIcon, Drawer } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { EditPerson } from './EditPerson.tsx';
import { Profile } from './Profile.tsx';
import { RemovePerson } from './RemovePerson.tsx';

interface ProfileDrawerProps {
  /** Whose profile is open; null closes it. */
  readonly id: string | null;
  /** To the person before (-1) or after (1). */
  readonly onStep: (by: -1 | 1) => void;
  readonly onClose: () => void;
}

/** What the drawer shows: the profile, or a form in its place. `again`: the profile after a form. */
type Mode = 'profile' | 'again' | 'edit' | 'remove';

/** A person's profile beside the board; up and down go to the next person without closing it. */
export function ProfileDrawer({ id, onStep, onClose }: ProfileDrawerProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<Mode>('profile');
  // The last person stays while the drawer slides out.
  const [shown, setShown] = useState(id);
  if (id !== null && id !== shown) setShown(id);
  if (id !== shown && mode !== 'profile') setMode('profile');
  const inForm = mode === 'edit' || mode === 'remove';
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
    if (inForm || by === undefined || !(event.target instanceof Element) || event.target.shadowRoot !== null) return;
    event.preventDefault();
    onStep(by);
  };
  return (
    <Drawer
      opened={id !== null}
      // Esc leaves a form before it leaves the person.
      onClose={inForm ? () => setMode('again') : onClose}
      closeOnClickOutside={!inForm}
      position="right"
      size={480}
      padding={0}
      withCloseButton={false}
      overlayProps={{ backgroundOpacity: 0.22 }}
      attributes={{ content: { 'aria-label': t('board.profile.label') } }}
      onKeyDown={onKeyDown}
    >
      <div className="profile-steps">
        {!inForm && (
          <>
            <ActionIcon aria-label={t('board.profile.previous')} onClick={() => onStep(-1)}>
              <IconChevronUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon aria-label={t('board.profile.next')} onClick={() => onStep(1)}>
              <IconChevronDown size={16} aria-hidden />
            </ActionIcon>
          </>
        )}
        <ActionIcon aria-label={t('ui.close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      {shown !== null && <Person id={shown} mode={mode} onMode={setMode} onClose={onClose} />}
    </Drawer>
  );
}

interface PersonProps {
  readonly id: string;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly onClose: () => void;
}

function Person({ id, mode, onMode, onClose }: PersonProps) {
  const { t } = useTranslation();
  const { data, error, retry } = useConsoleQuery('users.get', { tenantId: useTenant().id, id });
  const back = (): void => onMode('again');
  // Before the error: that somebody is gone is heard before the answer that they were removed.
  if (data !== undefined && mode === 'remove') {
    return <RemovePerson row={data.row} onCancel={back} onRemoved={onClose} />;
  }
  if (error !== null) {
    return error.code === 'not-found' ? (
      <ErrorState title={t('board.profile.gone')} detail={error.message} onRetry={onClose} verb={t('ui.close')} />
    ) : (
      <ErrorState title={t('board.profile.failed')} detail={error.message} onRetry={retry} />
    );
  }
  if (data !== undefined && mode === 'edit') return <EditPerson detail={data} onDone={back} />;
  return (
    <Profile
      id={id}
      detail={data}
      takesFocus={mode === 'again'}
      onEdit={() => onMode('edit')}
      onRemove={() => onMode('remove')}
    />
  );
}
