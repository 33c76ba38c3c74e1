// The life of a tenant: made with a profile, shaped, switched to another profile, copied, archived, exported and removed.
import type { Tenant, TenantWithUrl, tenantMethods } from '#shared/console-api/tenants.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { StoredRole } from '../ports/role-store.ts';
import { StoreError } from '../ports/store-error.ts';
import type { Beginning, Judge, TenantStore } from '../ports/tenant-store.ts';
import { withTenantUrl } from './addresses.ts';
import { beyondUndo } from './beyond-undo.ts';
import type { ConsoleCall } from './call.ts';
import { conflict, invalidInput, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { keepTokenPolicy } from './keep-token-policy.ts';
import { checkProfile, judgeOf } from './profile-check.ts';
import { mayActOn } from './permit.ts';
import { requireProfile } from './require-profile.ts';
import { exportTenant } from './tenant-export.ts';

/** Every method that names a tenant asks here first, so that a wrong id is an answer and not an empty page. */
export async function requireTenant(tenants: TenantStore, id: string): Promise<Tenant> {
  const found = (await tenants.list()).find((tenant) => tenant.id === id);
  if (found === undefined) {
    throw notFound(`No tenant has the id "${id}". tenants.list gives the tenants there are.`);
  }
  return found;
}

const copyOf = ({ name, description, permissions, isDefault, isLocked }: StoredRole, id: string): StoredRole => ({
  id,
  name,
  description,
  permissions,
  isDefault,
  isLocked,
});

/** What the audit log says about a tenant. */
const toldOf = ({ name, slug, profile, compatibility, idpTenantId, provisioning, archivedAt }: Tenant) => ({
  name,
  slug,
  profile,
  compatibility,
  idpTenantId,
  provisioning,
  archivedAt,
});

const targetOf = ({ name, slug }: Tenant): string => `tenant ${name} (${slug})`;

/** Provisioning has to be switched on first where the profile has a switch for it. */
const isOnAtFirst = ({ hasProvisioningSwitch }: TenantProfile): boolean => !hasProvisioningSwitch;

export function createTenantMethods(context: ConsoleContext): MethodsOf<typeof tenantMethods> {
  const { ports, origin, served, announce } = context;

  const withUrl = (tenant: Tenant): TenantWithUrl => withTenantUrl(tenant, origin());

  const create = async (call: ConsoleCall, tenant: Tenant, beginning?: Beginning): Promise<TenantWithUrl> => {
    call.tell({ tenantId: tenant.id, target: targetOf(tenant), after: toldOf(tenant) });
    try {
      await ports.tenants.create(tenant, beginning);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'uniqueness') throw error;
      throw conflict(
        `A tenant with the slug "${tenant.slug}" already exists. Choose another slug; it is part of the Tenant URL.`,
      );
    }
    served.forget();
    const created = withUrl(tenant);
    announce({ name: 'tenants.created', data: { tenant: created } });
    return created;
  };

  const change = async (
    call: ConsoleCall,
    tenant: Tenant,
    changes: Partial<Tenant>,
    judge?: Judge,
  ): Promise<TenantWithUrl> => {
    const wanted: Tenant = { ...tenant, ...changes };
    call.tell({ target: targetOf(tenant), before: toldOf(tenant), after: toldOf(wanted) });
    const set = withUrl(wanted);
    const names = Object.keys(changes) as (keyof Tenant)[];
    if (names.every((name) => wanted[name] === tenant[name])) return set;
    await ports.tenants.update(wanted, judge);
    served.forget();
    announce({ name: 'tenants.changed', data: { tenant: set } });
    return set;
  };

  const requireSwitch = async ({ profile: id }: Tenant): Promise<void> => {
    const profile = await served.profileOf(id);
    if (profile.hasProvisioningSwitch) return;
    throw invalidInput(
      `The profile ${profile.name} has no provisioning switch: provisioning is always on. Archive the tenant to answer no request at all.`,
    );
  };

  return {
    'tenants.list': async (_input, { caller }) =>
      (await ports.tenants.list()).filter(({ id }) => mayActOn(caller, id)).map(withUrl),

    'tenants.create': async ({ name, slug, profile: profileId }, call) => {
      const profile = await requireProfile(context, profileId);
      return create(call, {
        id: ports.secrets.uuid(),
        slug,
        name,
        profile: profile.id,
        compatibility: 'lenient',
        idpTenantId: null,
        provisioning: isOnAtFirst(profile),
        createdAt: ports.clock.now(),
        archivedAt: null,
      });
    },

    'tenants.set': async ({ tenantId, name, compatibility, idpTenantId, provisioning }, call) => {
      const tenant = await requireTenant(ports.tenants, tenantId);
      if (provisioning !== undefined) await requireSwitch(tenant);
      return change(call, tenant, {
        ...(name === undefined ? {} : { name }),
        ...(compatibility === undefined ? {} : { compatibility }),
        ...(idpTenantId === undefined ? {} : { idpTenantId }),
        ...(provisioning === undefined ? {} : { provisioning }),
      });
    },

    'tenants.checkProfile': async ({ tenantId, profile: profileId }) => {
      const tenant = await requireTenant(ports.tenants, tenantId);
      const to = await requireProfile(context, profileId);
      const check = await checkProfile(ports.resources, tenantId, await served.typesOf(tenantId), { to });
      return { ...check, beyondUndo: await beyondUndo(ports, tenant, to) };
    },

    'tenants.setProfile': async ({ tenantId, profile: profileId }, call) => {
      const tenant = await requireTenant(ports.tenants, tenantId);
      const to = await requireProfile(context, profileId);
      const from = await served.profileOf(tenant.profile);
      const judge = judgeOf(await served.typesOf(tenantId), { from, to });
      // Whoever provisions goes on doing so: a switch that the new profile brings is on, and without one nothing is off.
      const provisioning = tenant.provisioning || isOnAtFirst(to);
      const set = await change(call, tenant, { profile: to.id, provisioning }, judge);
      await keepTokenPolicy(context, tenantId, to);
      return set;
    },

    'tenants.duplicate': async ({ tenantId, name, slug }, call) => {
      const source = await requireTenant(ports.tenants, tenantId);
      const [roles, definitions] = await Promise.all([ports.roles.list(tenantId), ports.schemas.load(tenantId)]);
      const copies = roles.map((role) => copyOf(role, ports.secrets.uuid()));
      const copy: Tenant = { ...source, id: ports.secrets.uuid(), name, slug, archivedAt: null };
      call.tell({ detail: `Copied from ${targetOf(source)}.` });
      return create(call, { ...copy, createdAt: ports.clock.now() }, { roles: copies, definitions });
    },

    'tenants.archive': async ({ tenantId, archived }, call) => {
      const tenant = await requireTenant(ports.tenants, tenantId);
      return change(call, tenant, { archivedAt: archived ? (tenant.archivedAt ?? ports.clock.now()) : null });
    },

    'tenants.export': async ({ tenantId }, call) => {
      const tenant = await requireTenant(ports.tenants, tenantId);
      const exported = await exportTenant(context, tenant);
      call.tell({ target: targetOf(tenant), after: { fileName: exported.fileName } });
      return exported;
    },

    'tenants.remove': async ({ tenantId, slug }, call) => {
      const tenant = await requireTenant(ports.tenants, tenantId);
      call.tell({ target: targetOf(tenant), before: toldOf(tenant) });
      if (slug !== tenant.slug) {
        throw invalidInput(
          `To remove the tenant "${tenant.name}" for good, repeat its slug "${tenant.slug}"; "${slug}" is another one. Nothing was removed.`,
        );
      }
      if (!(await ports.tenants.remove(tenantId, ports.clock.now()))) {
        throw conflict(
          `"${tenant.name}" is the only tenant, and Rollcall needs one. Create another tenant first. Nothing was removed.`,
        );
      }
      served.forget();
      announce({ name: 'tenants.removed', data: { tenantId } });
      return { tenantId };
    },
  };
}
