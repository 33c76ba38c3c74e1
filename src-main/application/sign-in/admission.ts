// Who of those whom the identity provider signed in may use the console, and as what. Asked again at every call, so that
// a changed role, a deactivated person or a shortened list counts at once. What is not admitted here is refused.
import { issuerOf, providerName } from '#shared/console-api/issuer.ts';
import { permissions as allPermissions } from '#shared/console-api/permissions.ts';
import type { Caller, Identity } from '#shared/console-api/session.ts';
import { isGuid } from '#shared/lang/is-guid.ts';
import type { DirectoryReader, PersonOfDirectory } from '../ports/directory-reader.ts';
import type { SsoSettings } from '../ports/sso-store.ts';

/** As whom somebody is admitted, or the sentence that says why not. */
export type Admission = { readonly admitted: Omit<Caller, 'signedInAt' | 'expiresAt'> } | { readonly refusal: string };

/** Providers normalize the empty path of an issuer differently in settings and tokens. */
const sameIssuer = (left: string, right: string): boolean =>
  left === right || (URL.parse(left)?.href ?? left) === (URL.parse(right)?.href ?? right);

/** Whether it is from the provider of these settings: a sign-in outlives neither a change of issuer nor of Entra tenant. */
export const isOfProvider = ({ provider }: Pick<SsoSettings, 'provider'>, { issuer }: { issuer: string }): boolean =>
  sameIssuer(issuerOf(provider), issuer);

export const isSamePerson = (
  left: Pick<Identity, 'issuer' | 'subject'>,
  right: Pick<Identity, 'issuer' | 'subject'>,
): boolean => left.subject === right.subject && sameIssuer(left.issuer, right.issuer);

/** A `sub` is case-sensitive (OpenID Connect Core 1.0 §2); an Entra object id is a GUID, which has no case. */
const spellings = (subject: string): readonly string[] =>
  isGuid(subject) ? [subject, subject.toLowerCase(), subject.toUpperCase()] : [subject];

const asPerson = (identity: Identity, tenantId: string, { id, role }: PersonOfDirectory): Admission => ({
  admitted: {
    kind: 'person',
    name: identity.name,
    administrator: role?.isLocked === true,
    tenantId: role?.isLocked === true ? null : tenantId,
    userId: id,
    roleName: role?.name ?? null,
    permissions: role?.isLocked === true ? [...allPermissions] : [...(role?.permissions ?? [])],
  },
});

const asAdministrator = ({ name }: Identity): Admission => ({
  admitted: {
    kind: 'person',
    name,
    administrator: true,
    tenantId: null,
    userId: null,
    roleName: null,
    permissions: [...allPermissions],
  },
});

function roleMissing({ personAppRole, administratorAppRole }: SsoSettings, { appRoles }: Identity): string {
  const has = appRoles.length === 0 ? 'no app role' : `the app roles ${appRoles.join(', ')}`;
  const wanted = [personAppRole, administratorAppRole].filter((role) => role !== null);
  return wanted.length === 0
    ? 'only the people on the list of administrators may use Rollcall'
    : `the sign-in carries ${has}, and Rollcall admits ${wanted.join(' and ')}. Assign it to them in the identity provider's app`;
}

async function admitPerson(
  { directoryTenantId }: SsoSettings,
  identity: Identity,
  directory: DirectoryReader,
): Promise<Admission | string> {
  const found = await directory.peopleByExternalId(directoryTenantId, spellings(identity.subject));
  const [person] = found;
  if (person === undefined) {
    return `nobody of the directory tenant has the externalId ${identity.subject}. Provision them first`;
  }
  if (found.length > 1) {
    return `${found.length} people of the directory tenant have the externalId ${identity.subject}, and it must be one`;
  }
  if (person.origin === 'local') {
    return `the person with the externalId ${identity.subject} was made here and not provisioned. Provision them first`;
  }
  if (!person.active) return 'their account is deactivated';
  return asPerson(identity, directoryTenantId, person);
}

/** Never rejects somebody on the list of administrators: whoever made the test sign-in is on it. */
export async function admit(settings: SsoSettings, identity: Identity, directory: DirectoryReader): Promise<Admission> {
  const refused = (why: string): Admission => ({
    refusal: `${identity.name} signed in with ${providerName(settings.provider)}, and is not admitted: ${why}.`,
  });
  if (!isOfProvider(settings, identity)) {
    return refused(`the sign-in is from ${identity.issuer}, which is not the identity provider any more`);
  }
  const { administrators, administratorAppRole, personAppRole } = settings;
  if (administrators.some((one) => isSamePerson(one, identity))) return asAdministrator(identity);
  if (administratorAppRole !== null && identity.appRoles.includes(administratorAppRole)) {
    return asAdministrator(identity);
  }
  if (personAppRole === null || !identity.appRoles.includes(personAppRole)) {
    return refused(roleMissing(settings, identity));
  }
  const person = await admitPerson(settings, identity, directory);
  return typeof person === 'string' ? refused(person) : person;
}
