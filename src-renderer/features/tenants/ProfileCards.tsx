import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { profileSentence } from './profile-sentence.ts';

interface ProfileCardsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** The profiles there are, each with what it means in one sentence. Plain radio buttons: arrows go from card to card. */
export function ProfileCards({ label, value, onChange }: ProfileCardsProps) {
  const { t } = useTranslation();
  const id = useId();
  const { data: profiles, error, retry } = useConsoleQuery('profiles.list', {});
  const cards = useRef<HTMLDivElement>(null);
  const here = profiles !== undefined;
  // What is chosen takes the focus, also when the answer comes after the dialog has put the focus somewhere.
  useEffect(() => {
    if (here) cards.current?.querySelector<HTMLElement>(':checked')?.focus();
  }, [here]);
  if (error !== null) {
    return <ErrorState title={t('tenants.profilesFailed')} detail={error.message} onRetry={retry} />;
  }
  if (profiles === undefined) return <SkeletonRows rows={5} rowHeight={64} />;
  return (
    <div ref={cards} className="profile-cards" role="radiogroup" aria-label={label}>
      {profiles.map(({ origin, profile }) => (
        <label key={profile.id} className="profile-card">
          <input
            type="radio"
            name={id}
            value={profile.id}
            checked={profile.id === value}
            onChange={() => onChange(profile.id)}
            aria-labelledby={`${id}-${profile.id}`}
            aria-describedby={`${id}-${profile.id}-text`}
            data-autofocus={profile.id === value || undefined}
          />
          <span>
            <b id={`${id}-${profile.id}`}>{profile.name}</b>
            {origin === 'custom' && <span className="tag">{t('tenants.customProfile')}</span>}
            <span id={`${id}-${profile.id}-text`} className="profile-card-text">
              {profileSentence(profile, t)}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}
