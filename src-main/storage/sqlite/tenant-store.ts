import type { Database } from 'better-sqlite3';
import type { Tenant } from '#shared/console-api/tenants.ts';
import { StoreError } from '../../application/ports/store-error.ts';
import type { TenantStore } from '../../application/ports/tenant-store.ts';
import { createDefinitionRows } from './definition-rows.ts';
import { createInsertFirstRoles } from './first-roles.ts';
import type { HeldRows } from './held-resources.ts';
import { prepareInsertRole } from './insert-role.ts';
import type { RemovedTenants } from './removed-tenants.ts';
import type { Scopes } from './scopes.ts';
import { emptyLog } from './without-trace.ts';
import type { WriteQueue } from './write-queue.ts';

type TenantRow = Omit<Tenant, 'provisioning'> & { readonly provisioning: number };

const columns = `id, slug, name, profile, compatibility, idp_tenant_id AS idpTenantId, provisioning,
  created_at AS createdAt, archived_at AS archivedAt`;

const tenantOf = (row: TenantRow): Tenant => ({ ...row, provisioning: row.provisioning === 1 });

const unknownTenant = (id: string): StoreError => new StoreError('not-found', `There is no tenant with the id ${id}.`);

/** Tenants, made with their roles and definitions in one transaction. */
export const createTenantStore = <Entry>(
  db: Database,
  queue: WriteQueue<Entry>,
  scopes: Scopes,
  held: HeldRows,
  removed: RemovedTenants,
): TenantStore => {
  const definitions = createDefinitionRows(db);
  const insertFirstRoles = createInsertFirstRoles(db);
  const insertRole = prepareInsertRole(db);
  const selectAll = db.prepare<[], TenantRow>(`SELECT ${columns} FROM tenants WHERE removed_at IS NULL ORDER BY key`);
  const selectBySlug = db.prepare<[string], TenantRow>(
    `SELECT ${columns} FROM tenants WHERE slug = ? AND removed_at IS NULL`,
  );
  const insert = db.prepare(
    `INSERT INTO tenants (id, slug, name, profile, compatibility, idp_tenant_id, provisioning, created_at, archived_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO NOTHING`,
  );
  const update = db.prepare(
    `UPDATE tenants SET name = ?, profile = ?, compatibility = ?, idp_tenant_id = ?, provisioning = ?, archived_at = ?
     WHERE id = ? AND removed_at IS NULL`,
  );

  return {
    list: async () => selectAll.all().map(tenantOf),
    findBySlug: async (slug) => {
      const row = selectBySlug.get(slug);
      return row === undefined ? undefined : tenantOf(row);
    },
    create: (tenant, beginning) =>
      queue.write(() => {
        const { id, slug, name, profile, compatibility, idpTenantId, provisioning, createdAt, archivedAt } = tenant;
        const settings = [name, profile, compatibility, idpTenantId, Number(provisioning)];
        const { changes, lastInsertRowid } = insert.run(id, slug, ...settings, createdAt, archivedAt);
        if (changes === 0) {
          const holder = selectBySlug.get(slug)?.id ?? '';
          throw new StoreError(
            'uniqueness',
            `The slug "${slug}" is taken by another tenant. Choose a different one: it becomes part of the Tenant URL.`,
            { attribute: 'slug', value: slug, id: holder },
          );
        }
        const key = Number(lastInsertRowid);
        if (beginning === undefined) insertFirstRoles(key, createdAt);
        else {
          for (const role of beginning.roles) insertRole(key, role, createdAt);
          definitions.write(key, beginning.definitions);
        }
        return { value: undefined };
      }),
    update: ({ id, name, profile, compatibility, idpTenantId, provisioning, archivedAt }, judge) =>
      queue.write(() => {
        const values = [name, profile, compatibility, idpTenantId, Number(provisioning), archivedAt];
        if (update.run(...values, id).changes === 0) throw unknownTenant(id);
        if (judge !== undefined) held.claim(id, judge(held.of(id)));
        return { value: undefined };
      }),
    remove: async (tenantId, at) => {
      const isRemoved = await queue.write(() => {
        const others = selectAll.all().filter(({ id }) => id !== tenantId);
        if (others.length === 0) return { value: false };
        if (!removed.mark(tenantId, at)) throw unknownTenant(tenantId);
        return { value: true };
      });
      if (isRemoved) {
        emptyLog(db);
        scopes.forget(tenantId);
        removed.purge();
      }
      return isRemoved;
    },
  };
};
