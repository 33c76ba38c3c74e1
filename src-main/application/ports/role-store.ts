import type { Permission, Role } from '#shared/console-api/roles.ts';

/** A role as it is stored; how many people have it is counted. */
export type StoredRole = Omit<Role, 'people'>;

/** The roles of tenants. A tenant always has exactly one default role. */
export interface RoleStore {
  /** The default role first, then by creation. */
  list(tenantId: string): Promise<readonly Role[]>;
  /** StoreError 'uniqueness' when the tenant has a role of this name, in any case. */
  create(tenantId: string, role: StoredRole, at: string): Promise<void>;
  /** StoreError 'not-found', 'uniqueness'. */
  update(
    tenantId: string,
    id: string,
    change: { readonly name?: string; readonly description?: string; readonly permissions?: readonly Permission[] },
  ): Promise<void>;
  /** Makes it the default one; people keep the role they have. */
  setDefault(tenantId: string, id: string): Promise<void>;
  /**
   * Moves its people to another role in the same transaction; answers their ids. What was the default leaves that to
   * `moveTo`, so that there always is one. StoreError 'not-found' for either role.
   */
  remove(tenantId: string, id: string, moveTo: string): Promise<readonly string[]>;
}
