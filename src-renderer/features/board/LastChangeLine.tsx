import { useTranslation } from 'react-i18next';
import type { LastChange } from '#shared/console-api/users.ts';
import { Delta } from '#renderer/ui/Delta.tsx';

/** The newest change of a person in one line. */
export function LastChangeLine({ change }: { readonly change: LastChange | null }) {
  const { t } = useTranslation();
  if (change === null) return <span className="delta" />;
  switch (change.action) {
    case 'create':
      return <Verb text={t('board.change.created')} />;
    case 'disable':
      return <Verb text={t('board.change.disabled')} />;
    case 'enable':
      return <Verb text={t('board.change.enabled')} />;
    case 'delete':
      return <Verb text={t('board.change.deleted')} />;
    case 'addMember':
      return <Membership sign="+" group={change.to} />;
    case 'removeMember':
      return <Membership sign="−" group={change.from} />;
    case 'update':
    case 'read':
    case 'none':
      if (change.attribute === null) return <Verb text={t('board.change.updated')} />;
      return <Delta attribute={change.attribute} from={change.from} to={change.to} more={change.more} />;
  }
}

const Verb = ({ text }: { readonly text: string }) => (
  <span className="delta">
    <span className="delta-attribute">{text}</span>
  </span>
);

const Membership = ({ sign, group }: { readonly sign: string; readonly group: string | null }) => (
  <span className="delta">
    <span className="delta-attribute">groups</span>
    <span className="delta-arrow">{sign}</span>
    <em>{group}</em>
  </span>
);
