import {
  profileVersion,
  tenantProfile,
  type profileMethods,
  type ServedProfile,
} from '#shared/console-api/profiles.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { builtInProfiles, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import type { Judge } from '../ports/tenant-store.ts';
import { parseProfile } from '../tenant-profiles/parse-profile.ts';
import { conflict, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { keepTokenPolicy } from './keep-token-policy.ts';
import { checkProfile, judgeOf, type Switch } from './profile-check.ts';

type Origin = ServedProfile['origin'];

const refuseBuiltIn = (id: string): void => {
  const builtIn = builtInProfiles.find((profile) => profile.id === id);
  if (builtIn === undefined) return;
  throw conflict(
    `The profile "${id}" (${builtIn.name}) comes with Rollcall and stays as it is. Save a copy with another id instead.`,
  );
};

/** What the audit log says about a profile: what decides how secrets and provisioning are treated. */
const toldOf = (profile: Readonly<Partial<TenantProfile>> | undefined): Record<string, unknown> =>
  profile === undefined
    ? {}
    : {
        name: profile.name,
        tokenPolicy: profile.tokenPolicy,
        warnsBeforeToken: profile.warnsBeforeToken,
        needsIdpTenantId: profile.needsIdpTenantId,
        hasProvisioningSwitch: profile.hasProvisioningSwitch,
      };

const servedAs = (profile: TenantProfile, origin: Origin, tenants: readonly Tenant[]): ServedProfile => ({
  origin,
  tenants: tenants.filter((tenant) => tenant.profile === profile.id).length,
  profile: tenantProfile.parse(profile),
});

export function createProfileMethods(context: ConsoleContext): MethodsOf<typeof profileMethods> {
  const { ports, served, announce } = context;

  const tenantsWith = async (id: string): Promise<readonly Tenant[]> =>
    (await ports.tenants.list()).filter(({ profile }) => profile === id);

  const changed = (): void => {
    served.forget();
    announce({ name: 'profiles.changed', data: {} });
  };

  /** What a tenant goes on with is judged like a switch to another profile, but only what is new counts. */
  const judge = async (tenant: Tenant, types: ResourceTypeSet, change: Switch): Promise<Judge | undefined> => {
    const { people, groups } = await checkProfile(ports.resources, tenant.id, types, change);
    const [example] = [...people.examples, ...groups.examples];
    if (example !== undefined) {
      const { people: peopleWord, groups: groupsWord } = change.to.words;
      throw conflict(
        `Nothing was saved: the tenant "${tenant.name}" has this profile, and ${people.count} ${peopleWord} and ${groups.count} ${groupsWord} of it lack what would be required from now on. For example ${example.displayName} has no ${example.missing.join(', ')}. Save it with another id and switch the tenant to that, or add the values first.`,
      );
    }
    return judgeOf(types, change);
  };

  return {
    'profiles.list': async () => {
      const tenants = await ports.tenants.list();
      const custom = (await ports.profiles.list()).map((document) => tenantProfile.safeParse(document));
      return [
        ...builtInProfiles.map((profile) => servedAs(profile, 'built-in', tenants)),
        ...custom.flatMap(({ data }) => (data === undefined ? [] : [servedAs(data, 'custom', tenants)])),
      ];
    },

    'profiles.save': async ({ profile: document }, call) => {
      const known = await Promise.all((await ports.tenants.list()).map(({ id }) => served.typesOf(id)));
      const to = parseProfile(document as JsonObject, known);
      refuseBuiltIn(to.id);
      const before = (await ports.profiles.list()).find(({ id }) => id === to.id);
      call.tell({ target: `profile ${to.name} (${to.id})`, before: toldOf(before), after: toldOf(to) });
      const tenants = await tenantsWith(to.id);
      const judges = new Map<string, Judge>();
      for (const tenant of tenants) {
        const from = await served.profileOf(to.id);
        const own = await judge(tenant, await served.typesOf(tenant.id), { from, to });
        if (own !== undefined) judges.set(tenant.id, own);
      }
      await ports.profiles.save(to.id, { version: profileVersion, ...(to as unknown as JsonObject) }, judges);
      changed();
      for (const { id } of tenants) await keepTokenPolicy(context, id, to);
      return servedAs(to, 'custom', tenants);
    },

    'profiles.remove': async ({ id }, call) => {
      call.tell({ target: `profile ${id}` });
      refuseBuiltIn(id);
      const names = (await tenantsWith(id)).map(({ name }) => `"${name}"`);
      if (names.length > 0) {
        throw conflict(
          `The profile "${id}" is in use by ${names.join(', ')}. Switch ${names.length === 1 ? 'this tenant' : 'these tenants'} to another profile first.`,
        );
      }
      if (!(await ports.profiles.remove(id))) {
        throw notFound(`There is no custom profile with the id "${id}". profiles.list gives the profiles there are.`);
      }
      changed();
      return { id };
    },
  };
}
