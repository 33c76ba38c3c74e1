import type { Database } from 'better-sqlite3';
import type { ProviderTokenStore } from '../../application/ports/provider-token-store.ts';
import type { Scopes } from './scopes.ts';
import type { WriteQueue } from './write-queue.ts';

interface Row {
  readonly enabled: number;
  readonly entra_tenant_id: string | null;
  readonly audiences: string;
}

/** At most one row for each tenant; none: never turned on. */
export const createProviderTokenStore = <Entry>(
  db: Database,
  queue: WriteQueue<Entry>,
  scopes: Scopes,
): ProviderTokenStore => {
  const select = db.prepare<[number], Row>(
    'SELECT enabled, entra_tenant_id, audiences FROM provider_tokens WHERE tenant = ?',
  );
  const upsert = db.prepare<[number, number, string | null, string]>(
    `INSERT INTO provider_tokens (tenant, enabled, entra_tenant_id, audiences) VALUES (?, ?, ?, ?)
     ON CONFLICT (tenant) DO UPDATE SET
       enabled = excluded.enabled, entra_tenant_id = excluded.entra_tenant_id, audiences = excluded.audiences`,
  );

  return {
    find: async (tenantId) => {
      const row = select.get(scopes.tenantKey(tenantId));
      return row === undefined
        ? undefined
        : {
            enabled: row.enabled === 1,
            entraTenantId: row.entra_tenant_id,
            audiences: JSON.parse(row.audiences) as string[],
          };
    },
    save: (tenantId, { enabled, entraTenantId, audiences }) =>
      queue.write(() => {
        upsert.run(scopes.tenantKey(tenantId), enabled ? 1 : 0, entraTenantId, JSON.stringify(audiences));
        return { value: undefined };
      }),
  };
};
