import type { Database } from 'better-sqlite3';
import type { Tenant } from '#shared/console-api/tenants.ts';
import { StoreError } from '../../application/ports/store-error.ts';
import type { TenantStore } from '../../application/ports/tenant-store.ts';
import type { WriteQueue } from './write-queue.ts';

const columns = 'id, slug, name, profile, compatibility, created_at AS createdAt';

export const createTenantStore = <Entry>(db: Database, queue: WriteQueue<Entry>): TenantStore => {
  const selectAll = db.prepare<[], Tenant>(`SELECT ${columns} FROM tenants ORDER BY key`);
  const selectBySlug = db.prepare<[string], Tenant>(`SELECT ${columns} FROM tenants WHERE slug = ?`);
  const insert = db.prepare<[string, string, string, string, string, string]>(
    'INSERT INTO tenants (id, slug, name, profile, compatibility, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO NOTHING',
  );
  const update = db.prepare<[string, string, string]>('UPDATE tenants SET name = ?, compatibility = ? WHERE id = ?');

  return {
    list: async () => selectAll.all(),
    findBySlug: async (slug) => selectBySlug.get(slug),
    create: (tenant) =>
      queue.write(() => {
        const { id, slug, name, profile, compatibility, createdAt } = tenant;
        if (insert.run(id, slug, name, profile, compatibility, createdAt).changes === 0) {
          const holder = selectBySlug.get(slug)?.id ?? '';
          throw new StoreError(
            'uniqueness',
            `The slug "${slug}" is taken by another tenant. Choose a different one: it becomes part of the Tenant URL.`,
            { attribute: 'slug', value: slug, id: holder },
          );
        }
        return { value: undefined };
      }),
    update: ({ id, name, compatibility }) =>
      queue.write(() => {
        if (update.run(name, compatibility, id).changes === 0) {
          throw new StoreError('not-found', `There is no tenant with the id ${id}.`);
        }
        return { value: undefined };
      }),
  };
};
