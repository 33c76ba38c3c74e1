import type { UserStatus as Status } from '#shared/console-api/users.ts';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import type { Translate } from '#renderer/ui/translate.ts';

/** A plain function of its props, because hot rows draw it. */
export const UserStatus = ({ status, t }: { readonly status: Status; readonly t: Translate }) => (
  <StatusMark tone={status}>{t(`status.${status}`)}</StatusMark>
);
