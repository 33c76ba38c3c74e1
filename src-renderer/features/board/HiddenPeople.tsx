import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRowCount } from '#renderer/console-client/row-window.ts';
import { setParams } from '#renderer/ui/hash-route.ts';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import type { BoardView } from './board-view.ts';

/** Shows those whom the tenant's profile makes invisible, and how many they are among what is searched for. */
export function HiddenPeople({ view: { query, hiding } }: { readonly view: BoardView }) {
  const { t } = useTranslation();
  const { total, pending } = useRowCount('users.list', { ...query, status: 'disabled' });
  return (
    <Toggle
      label={t(pending ? 'editUser.hiddenNone' : 'editUser.hidden', { count: total })}
      icon={hiding ? <IconEyeOff size={15} stroke={1.7} aria-hidden /> : <IconEye size={15} stroke={1.7} aria-hidden />}
      pressed={!hiding}
      onChange={(shown) => setParams({ invisible: shown ? '1' : null, status: null })}
    />
  );
}
