// A profile as the form holds it: every attribute that can be chosen, with whether it is.
import { foldCase } from '#shared/lang/fold-case.ts';
import type { ServedSchema } from '#shared/console-api/schemas.ts';
import { slugOf, slugPattern } from '#shared/scim/slug.ts';
import type { ProfileAttribute, ProfileAttributes, TenantProfile } from '#shared/tenant-profiles/index.ts';
import { knownAttributes, withoutRepeats } from './known-attributes.ts';

/** An attribute that a profile can have, and whether this one does. */
export interface AttributeChoice extends ProfileAttribute {
  readonly chosen: boolean;
}

/** A profile's people or groups, as the form holds them. */
export interface ResourceDraft {
  /** `all`: whatever the schemas have. `none`: the product has no groups. */
  readonly scope: 'all' | 'chosen' | 'none';
  readonly attributes: readonly AttributeChoice[];
}

export interface ProfileDraft extends Omit<TenantProfile, 'users' | 'groups'> {
  readonly users: ResourceDraft;
  readonly groups: ResourceDraft;
}

/** Without it nobody could be told apart: it is part of every profile. */
export const alwaysChosen = { users: 'userName', groups: 'displayName' } as const;

const samePath = (left: string, right: string): boolean => foldCase(left) === foldCase(right);

function resourceDraft(
  chosen: ProfileAttributes | 'none',
  always: string,
  known: readonly Pick<ProfileAttribute, 'path' | 'type'>[],
): ResourceDraft {
  const fresh = known.map(({ path, type }): AttributeChoice => {
    const must = samePath(path, always);
    return { path, type, chosen: must, filterable: must, required: must };
  });
  if (typeof chosen === 'string') return { scope: chosen, attributes: fresh };
  const own = chosen.map((attribute): AttributeChoice => ({ ...attribute, chosen: true }));
  return { scope: 'chosen', attributes: withoutRepeats([...own, ...fresh]) };
}

/** The draft of a profile; what it has comes first, then what else the schemas offer. */
export const draftOf = (profile: TenantProfile, schemas: readonly ServedSchema[]): ProfileDraft => ({
  ...profile,
  users: resourceDraft(profile.users, alwaysChosen.users, knownAttributes(schemas, 'User')),
  groups: resourceDraft(profile.groups, alwaysChosen.groups, knownAttributes(schemas, 'Group')),
});

function attributesOf({ scope, attributes }: ResourceDraft): ProfileAttributes | 'none' {
  if (scope !== 'chosen') return scope;
  return attributes
    .filter(({ chosen }) => chosen)
    .map(({ path, type, filterable, required }) => ({ path, type, filterable, required }));
}

/** The profile of a draft. A warning that the token is shown once is kept only where it is. */
export function profileOf({ users, groups, words, ...rest }: ProfileDraft): TenantProfile {
  const people = attributesOf(users);
  return {
    ...rest,
    id: rest.id.trim(),
    name: rest.name.trim(),
    users: people === 'none' ? 'all' : people,
    groups: attributesOf(groups),
    words: {
      person: words.person.trim(),
      people: words.people.trim(),
      group: words.group.trim(),
      groups: words.groups.trim(),
      active: words.active.trim(),
      disabled: words.disabled.trim(),
    },
    warnsBeforeToken: rest.warnsBeforeToken && rest.tokenPolicy === 'show-once',
    tokenLabel: rest.tokenLabel.trim(),
    whereToFind: rest.whereToFind.trim(),
  };
}

/** For the tab: how many are ticked. */
export const chosenCount = ({ attributes }: ResourceDraft): number => attributes.filter(({ chosen }) => chosen).length;

/** What the console can see is wrong with an id; the server has the last word. */
export function idFault(id: string, taken: readonly string[]): 'missing' | 'shape' | 'taken' | null {
  if (id === '') return 'missing';
  if (!slugPattern.test(id)) return 'shape';
  return taken.includes(id) ? 'taken' : null;
}

/** `front-desk`, or `front-desk-2` where that one is not free. */
export function freeId(name: string, taken: readonly string[]): string {
  const wanted = slugOf(name);
  let id = wanted;
  for (let n = 2; taken.includes(id); n++) id = `${wanted.slice(0, 36).replace(/-+$/, '')}-${n}`;
  return id;
}
