import { useTranslation } from 'react-i18next';
import type { UserStatus as Status } from '#shared/console-api/users.ts';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';

export function UserStatus({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  return <StatusMark tone={status}>{t(`status.${status}`)}</StatusMark>;
}
