import type { Database } from 'better-sqlite3';
import type { Tenant } from '#shared/console-api/tenants.ts';
import { StoreError } from '../../application/ports/store-error.ts';
import type { TenantStore } from '../../application/ports/tenant-store.ts';
import type { WriteQueue } from './write-queue.ts';

const columns = 'id, slug, name, profile, compatibility, created_at AS createdAt';

/** Tenants by slug are kept in memory; an unknown slug is looked up each time, for the CLI may just have created it. */
export const createTenantStore = <Entry>(db: Database, queue: WriteQueue<Entry>): TenantStore => {
  const selectAll = db.prepare<[], Tenant>(`SELECT ${columns} FROM tenants ORDER BY key`);
  const selectBySlug = db.prepare<[string], Tenant>(`SELECT ${columns} FROM tenants WHERE slug = ?`);
  const insert = db.prepare<[string, string, string, string, string, string]>(
    'INSERT INTO tenants (id, slug, name, profile, compatibility, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO NOTHING',
  );
  const bySlug = new Map<string, Tenant>();

  return {
    list: async () => selectAll.all(),
    findBySlug: async (slug) => {
      const known = bySlug.get(slug) ?? selectBySlug.get(slug);
      if (known !== undefined) bySlug.set(slug, known);
      return known;
    },
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
  };
};
