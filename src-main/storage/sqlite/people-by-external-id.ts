import type { Database } from 'better-sqlite3';
import type { Permission } from '#shared/console-api/roles.ts';
import type { DirectoryReader } from '../../application/ports/directory-reader.ts';
import { userType } from './directory-users.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';

interface FoundPerson {
  readonly id: string;
  readonly active: number | null;
  readonly local: number;
  readonly role: string | null;
  readonly permissions: string | null;
  readonly locked: number | null;
}

/** One row of an index for each person found. */
export const selectByExternalId =
  planOnce(`SELECT r.id, r.active, r.local, o.name AS role, o.permissions, o.is_locked AS locked
  FROM resources r LEFT JOIN roles o ON o.key = r.role WHERE r.collection = ? AND r.external_id = ?`);

/** Read at every call of somebody who signed in, so that role and state count at once. */
export const createPeopleByExternalId = (db: Database, scopes: Scopes): Pick<DirectoryReader, 'peopleByExternalId'> => {
  const select = db.prepare<[number, string], FoundPerson>(selectByExternalId);
  return {
    peopleByExternalId: async (tenantId, externalIds) => {
      if (!scopes.has(tenantId)) return [];
      const collection = scopes.collectionKey(tenantId, userType);
      if (collection === undefined) return [];
      return [...new Set(externalIds)]
        .flatMap((externalId) => select.all(collection, externalId))
        .map(({ id, active, local, role, permissions, locked }) => ({
          id,
          active: active !== 0,
          origin: local === 1 ? 'local' : 'provisioned',
          role:
            role === null
              ? null
              : { name: role, permissions: JSON.parse(permissions ?? '[]') as Permission[], isLocked: locked === 1 },
        }));
    },
  };
};
