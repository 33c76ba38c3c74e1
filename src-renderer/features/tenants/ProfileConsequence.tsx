import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileCheck } from '#shared/console-api/tenants.ts';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';

interface ProfileConsequenceProps {
  /** Undefined while it is being looked at. */
  readonly check: ProfileCheck | undefined;
  /** The names of both profiles. */
  readonly wanted: string;
  readonly before: string;
}

/** How many people and groups lack what the other profile requires, and the first of them by name. */
export function ProfileConsequence({ check, wanted, before }: ProfileConsequenceProps) {
  const { t } = useTranslation();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const nobody = check !== undefined && check.people.count + check.groups.count === 0;
  return (
    <div className="consequence">
      <h3 ref={head} tabIndex={-1}>
        {t('tenants.consequence', { profile: wanted })}
      </h3>
      {check === undefined && <SkeletonRows rows={3} rowHeight={30} />}
      {nobody && <p>{t('tenants.allFit')}</p>}
      {check !== undefined && !nobody && (
        <>
          <Violations which="people" {...check.people} />
          <Violations which="groups" {...check.groups} />
          <p>{t('tenants.violationsText')}</p>
        </>
      )}
      <p className="quiet">{t('tenants.reversible', { profile: before })}</p>
    </div>
  );
}

function Violations({ which, count, examples }: ProfileCheck['people'] & { readonly which: 'people' | 'groups' }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <>
      <p>{t(`tenants.violations.${which}`, { count })}</p>
      <ul className="violations" aria-label={t(`tenants.violating.${which}`)}>
        {examples.map(({ id, displayName, missing }) => (
          <li key={id}>
            <b className="ellipsis">{displayName}</b>
            <span className="mono quiet">{missing.join(', ')}</span>
          </li>
        ))}
        {count > examples.length && <li className="quiet">{t('tenants.more', { count: count - examples.length })}</li>}
      </ul>
    </>
  );
}
