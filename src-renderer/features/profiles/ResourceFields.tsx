import { useTranslation } from 'react-i18next';
import { Segments } from '#renderer/ui/Segments.tsx';
import { AttributePicker } from './AttributePicker.tsx';
import { alwaysChosen, type ResourceDraft } from './profile-draft.ts';

interface ResourceFieldsProps {
  readonly of: 'users' | 'groups';
  readonly draft: ResourceDraft;
  readonly onChange: (draft: ResourceDraft) => void;
}

const scopes = { users: ['all', 'chosen'], groups: ['none', 'all', 'chosen'] } as const;

/** Which attributes of people, or of groups, the product has; groups may be missing altogether. */
export function ResourceFields({ of, draft, onChange }: ResourceFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="profile-part">
      <Segments<ResourceDraft['scope']>
        label={t(`profiles.scope.of.${of}`)}
        value={draft.scope}
        onChange={(scope) => onChange({ ...draft, scope })}
        options={scopes[of].map((value) => ({ value, label: t(`profiles.scope.${value}`) }))}
      />
      {draft.scope === 'chosen' ? (
        <AttributePicker
          label={t(`profiles.attributesOf.${of}`)}
          always={alwaysChosen[of]}
          attributes={draft.attributes}
          onChange={(attributes) => onChange({ ...draft, attributes })}
        />
      ) : (
        <p className="quiet">{t(`profiles.scope.${draft.scope}Text`)}</p>
      )}
    </div>
  );
}
