import type { Database } from 'better-sqlite3';
import type { Tenant } from '#shared/console-api/tenants.ts';
import { StoreError } from '../../application/ports/store-error.ts';
import type { TenantStore } from '../../application/ports/tenant-store.ts';
import type { WriteQueue } from './write-queue.ts';

type TenantRow = Omit<Tenant, 'provisioning'> & { readonly provisioning: number };

const columns = `id, slug, name, profile, compatibility, idp_tenant_id AS idpTenantId, provisioning,
  created_at AS createdAt, archived_at AS archivedAt`;

const tenantOf = (row: TenantRow): Tenant => ({ ...row, provisioning: row.provisioning === 1 });

export const createTenantStore = <Entry>(db: Database, queue: WriteQueue<Entry>): TenantStore => {
  const selectAll = db.prepare<[], TenantRow>(`SELECT ${columns} FROM tenants ORDER BY key`);
  const selectBySlug = db.prepare<[string], TenantRow>(`SELECT ${columns} FROM tenants WHERE slug = ?`);
  const insert = db.prepare(
    `INSERT INTO tenants (id, slug, name, profile, compatibility, idp_tenant_id, provisioning, created_at, archived_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO NOTHING`,
  );
  const update = db.prepare(
    `UPDATE tenants SET name = ?, profile = ?, compatibility = ?, idp_tenant_id = ?, provisioning = ?, archived_at = ?
     WHERE id = ?`,
  );

  return {
    list: async () => selectAll.all().map(tenantOf),
    findBySlug: async (slug) => {
      const row = selectBySlug.get(slug);
      return row === undefined ? undefined : tenantOf(row);
    },
    create: (tenant) =>
      queue.write(() => {
        const { id, slug, name, profile, compatibility, idpTenantId, provisioning, createdAt, archivedAt } = tenant;
        const values = [
          id,
          slug,
          name,
          profile,
          compatibility,
          idpTenantId,
          Number(provisioning),
          createdAt,
          archivedAt,
        ];
        if (insert.run(...values).changes === 0) {
          const holder = selectBySlug.get(slug)?.id ?? '';
          throw new StoreError(
            'uniqueness',
            `The slug "${slug}" is taken by another tenant. Choose a different one: it becomes part of the Tenant URL.`,
            { attribute: 'slug', value: slug, id: holder },
          );
        }
        return { value: undefined };
      }),
    update: ({ id, name, profile, compatibility, idpTenantId, provisioning, archivedAt }) =>
      queue.write(() => {
        const values = [name, profile, compatibility, idpTenantId, Number(provisioning), archivedAt];
        if (update.run(...values, id).changes === 0) {
          throw new StoreError('not-found', `There is no tenant with the id ${id}.`);
        }
        return { value: undefined };
      }),
  };
};
