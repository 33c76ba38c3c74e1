// What the page of tenant profiles shows, read from the URL: `#/profiles?profile=sosafe&dialog=…`.
import type { ServedProfile } from '#shared/console-api/profiles.ts';
import { oneOf } from '#shared/lang/one-of.ts';
import { printHash, setParams } from '#renderer/ui/hash-route.ts';

/** `new` makes one from the profile that is shown. */
const dialogs = ['new', 'import', 'edit', 'remove'] as const;
export type DialogName = (typeof dialogs)[number];

export const dialogOf = (params: URLSearchParams): DialogName | null => oneOf(dialogs, params.get('dialog'));

export const openDialog = (dialog: DialogName): void => setParams({ dialog });
export const closeDialog = (): void => setParams({ dialog: null });

/** Shows a profile, with no dialog before it; the default when it is left out. */
export const showProfile = (id: string | null): void => setParams({ profile: id, dialog: null });
export const profileHref = (id: string): string => printHash('profiles', { profile: id });

/** The profile that the URL names; the tenant's own when it names none, null when it is gone. */
export function shownProfile(
  params: URLSearchParams,
  profiles: readonly ServedProfile[],
  own: string,
): ServedProfile | null {
  const id = params.get('profile') ?? own;
  return profiles.find(({ profile }) => profile.id === id) ?? null;
}
