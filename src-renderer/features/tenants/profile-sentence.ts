import type { Translate } from '#renderer/ui/translate.ts';
import type { ProfileAttributes, TenantProfile } from '#shared/tenant-profiles/index.ts';

/** Upper case at the beginning, as a sentence has it. */
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One sentence about a profile, made from its data: attributes counted, groups or not, words, token, what it asks for. */
export function profileSentence(profile: TenantProfile, t: Translate): string {
  const { users, groups, words } = profile;
  const attributes = (which: ProfileAttributes, of: string): string =>
    which === 'all' ? t('tenants.sentence.all', { of }) : t('tenants.sentence.attributes', { of, count: which.length });
  const clauses = [
    attributes(users, words.person),
    groups === 'none' ? t('tenants.sentence.noGroups', { groups: words.groups }) : attributes(groups, words.group),
    ...(profile.hidesDisabled ? [t('tenants.sentence.hides', { people: words.people, disabled: words.disabled })] : []),
    ...(profile.needsIdpTenantId ? [t('tenants.sentence.idpTenantId')] : []),
    ...(profile.hasProvisioningSwitch ? [t('tenants.sentence.switch')] : []),
    t(
      profile.tokenPolicy === 'reveal-again'
        ? 'tenants.sentence.revealAgain'
        : profile.warnsBeforeToken
          ? 'tenants.sentence.showOnceWarned'
          : 'tenants.sentence.showOnce',
    ),
  ];
  return `${capital(clauses.join('; '))}.`;
}
