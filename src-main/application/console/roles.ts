// Roles of a tenant. Every change is told to all consoles at once: what somebody may do never waits for a reload.
import {
  permissions as allPermissions,
  type Permission,
  type Role,
  type roleMethods,
} from '#shared/console-api/roles.ts';
import { conflict, invalidInput, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { mayGrant, mayHandle } from './escalation.ts';
import { requireTenant } from './tenants.ts';

/** Each once, in the order of the matrix. */
const inOrder = (sent: readonly Permission[]): Permission[] => allPermissions.filter((one) => sent.includes(one));

/** What the audit log says about a role. */
const toldOf = ({ name, description, permissions, isDefault }: Role): Record<string, unknown> => ({
  name,
  description,
  permissions,
  isDefault,
});

const targetOf = ({ name, id }: Role): string => `role ${name} (${id})`;

export function createRoleMethods({ ports, announce, usersTouched }: ConsoleContext): MethodsOf<typeof roleMethods> {
  const { tenants, roles, clock, secrets } = ports;

  const requireRole = async (tenantId: string, id: string): Promise<Role> => {
    const found = (await roles.list(tenantId)).find((role) => role.id === id);
    if (found === undefined) {
      throw notFound(`This tenant has no role with the id "${id}". roles.list gives the roles there are.`);
    }
    return found;
  };

  const changed = (tenantId: string): void => announce({ name: 'roles.changed', data: { tenantId } });

  return {
    'roles.list': async ({ tenantId }) => {
      await requireTenant(tenants, tenantId);
      return [...(await roles.list(tenantId))];
    },

    'roles.create': async ({ tenantId, name, description, permissions }, call) => {
      await requireTenant(tenants, tenantId);
      mayGrant(call.caller, permissions);
      const id = secrets.uuid();
      const role = { id, name, description, permissions: inOrder(permissions), isDefault: false, isLocked: false };
      await roles.create(tenantId, role, clock.now());
      changed(tenantId);
      const created = await requireRole(tenantId, id);
      call.tell({ target: targetOf(created), after: toldOf(created) });
      return created;
    },

    'roles.set': async ({ tenantId, id, name, description, permissions }, call) => {
      await requireTenant(tenants, tenantId);
      const role = await requireRole(tenantId, id);
      if (role.isLocked) {
        throw conflict(
          `${role.name} cannot be changed: it always has every permission, so that nobody locks everybody out. Copy it and change the copy.`,
        );
      }
      mayHandle(call.caller, role);
      mayGrant(call.caller, permissions ?? []);
      call.tell({ target: targetOf(role), before: toldOf(role) });
      await roles.update(tenantId, id, {
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        ...(permissions === undefined ? {} : { permissions: inOrder(permissions) }),
      });
      changed(tenantId);
      const set = await requireRole(tenantId, id);
      call.tell({ after: toldOf(set) });
      return set;
    },

    'roles.setDefault': async ({ tenantId, id }, call) => {
      await requireTenant(tenants, tenantId);
      const role = await requireRole(tenantId, id);
      const before = (await roles.list(tenantId)).find(({ isDefault }) => isDefault);
      mayHandle(call.caller, role);
      call.tell({
        target: targetOf(role),
        before: { default: before?.name ?? null },
        after: { default: role.name },
      });
      await roles.setDefault(tenantId, id);
      changed(tenantId);
      return requireRole(tenantId, id);
    },

    'roles.remove': async ({ tenantId, id, moveTo }, call) => {
      await requireTenant(tenants, tenantId);
      const role = await requireRole(tenantId, id);
      if (role.isLocked) throw conflict(`${role.name} cannot be deleted: somebody must be able to do everything.`);
      if (role.isDefault) {
        throw conflict(`${role.name} is the default role, which new people get. Make another role the default first.`);
      }
      if (moveTo === id) {
        throw invalidInput(`moveTo is the role that is to be deleted. Choose another role for the people who have it.`);
      }
      const target = await requireRole(tenantId, moveTo);
      mayHandle(call.caller, role);
      mayHandle(call.caller, target);
      call.tell({ target: targetOf(role), before: toldOf(role) });
      const moved = await roles.remove(tenantId, id, moveTo);
      call.tell({ after: { movedTo: target.name, people: moved.length } });
      changed(tenantId);
      usersTouched(tenantId, moved);
      return { moved: moved.length };
    },
  };
}
