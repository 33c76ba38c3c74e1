import type { LastChange } from '#shared/console-api/users.ts';
import { attributeLabel, valueLabel } from '#renderer/ui/attribute-label.ts';
import { Delta } from '#renderer/ui/Delta.tsx';
import type { Translate } from '#renderer/ui/translate.ts';

const verbs = { create: 'created', disable: 'disabled', enable: 'enabled', delete: 'deleted' } as const;

const verbOf = (change: LastChange): (typeof verbs)[keyof typeof verbs] | 'updated' | null => {
  const { action } = change;
  if (action === 'create' || action === 'disable' || action === 'enable' || action === 'delete') return verbs[action];
  return change.attribute === null ? 'updated' : null;
};

/** The newest change of a person in one line. */
export function LastChangeLine({ change, t }: { readonly change: LastChange | null; readonly t: Translate }) {
  if (change === null) return <span className="delta" />;
  const { action, attribute, from, to, more } = change;
  if (action === 'addMember') return <Membership sign="+" group={to} t={t} />;
  if (action === 'removeMember') return <Membership sign="−" group={from} t={t} />;
  const verb = verbOf(change);
  if (verb !== null || attribute === null) {
    return (
      <span className="delta">
        <span className="delta-attribute">{t(`board.change.${verb ?? 'updated'}`)}</span>
      </span>
    );
  }
  return <Delta attribute={attributeLabel(attribute)} from={valueLabel(from)} to={valueLabel(to)} more={more} />;
}

interface MembershipProps {
  readonly sign: string;
  readonly group: string | null;
  readonly t: Translate;
}

const Membership = ({ sign, group, t }: MembershipProps) => (
  <span className="delta">
    <span className="delta-attribute">{t('board.change.groups')}</span>
    <span className="delta-arrow">{sign}</span>
    <em>{group}</em>
  </span>
);
