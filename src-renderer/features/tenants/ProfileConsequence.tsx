import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BeyondUndo, ProfileCheck, ProfileSwitch } from '#shared/console-api/tenants.ts';
import type { ProfileWords, TenantProfile } from '#shared/tenant-profiles/index.ts';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';

interface ProfileConsequenceProps {
  /** Undefined while it is being looked at. */
  readonly check: ProfileSwitch | undefined;
  /** The name of the profile that was chosen. */
  readonly wanted: string;
  readonly before: Pick<TenantProfile, 'name' | 'words'>;
}

/** Who lacks what the other profile requires, the first of them by name, and what changing back does not undo. */
export function ProfileConsequence({ check, wanted, before }: ProfileConsequenceProps) {
  const { t } = useTranslation();
  const { words } = before;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const nobody = check !== undefined && check.people.count + check.groups.count === 0;
  return (
    <div className="consequence">
      <h3 ref={head} tabIndex={-1}>
        {t('tenants.consequence', { profile: wanted })}
      </h3>
      {check === undefined && <SkeletonRows rows={3} rowHeight={30} />}
      {nobody && <p>{t('tenants.allFit', { ...words })}</p>}
      {check !== undefined && !nobody && (
        <>
          <Violations which="people" words={words} {...check.people} />
          <Violations which="groups" words={words} {...check.groups} />
          <p>{t('tenants.violationsText')}</p>
        </>
      )}
      {check !== undefined && <ForGood {...check.beyondUndo} wanted={wanted} />}
      <p className="quiet">{t('tenants.reversible', { profile: before.name })}</p>
    </div>
  );
}

function ForGood({ secrets, recoveryKey, provisioning, wanted }: BeyondUndo & { readonly wanted: string }) {
  const { t } = useTranslation();
  if (secrets === 0 && !recoveryKey && !provisioning) return null;
  return (
    <div className="warning-note">
      <b>{t('tenants.beyondUndo.title')}</b>
      <ul className="for-good" aria-label={t('tenants.beyondUndo.title')}>
        {secrets > 0 && <li>{t('tenants.beyondUndo.secrets', { count: secrets })}</li>}
        {recoveryKey && <li>{t('tenants.beyondUndo.recoveryKey')}</li>}
        {provisioning && <li>{t('tenants.beyondUndo.provisioning', { profile: wanted })}</li>}
      </ul>
    </div>
  );
}

type ViolationsProps = ProfileCheck['people'] & {
  readonly which: 'people' | 'groups';
  readonly words: ProfileWords;
};

function Violations({ which, words, count, examples }: ViolationsProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <>
      <p>{t(`tenants.violations.${which}`, { count, ...words })}</p>
      <ul className="violations" aria-label={t(`tenants.violating.${which}`, { ...words })}>
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
