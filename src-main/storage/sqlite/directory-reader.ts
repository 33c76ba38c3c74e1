import type { Database } from 'better-sqlite3';
import type { DirectoryReader } from '../../application/ports/directory-reader.ts';
import type { Dialect } from '../sql/dialect.ts';
import { createDirectoryGroups } from './directory-groups.ts';
import { createDirectoryUsers } from './directory-users.ts';
import { createPeopleByExternalId } from './people-by-external-id.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';

/** What the console reads, from the same rows that SCIM writes. */
export const createDirectoryReader = (
  db: Database,
  scopes: Scopes,
  statements: Statements,
  containing: Dialect['containing'],
): DirectoryReader => {
  const selectKnown = db
    .prepare<[string, number], number>(
      planOnce(
        'SELECT 1 FROM resources r JOIN collections c ON c.key = r.collection WHERE r.id = ? AND c.tenant = ? LIMIT 1',
      ),
    )
    .pluck();
  return {
    ...createDirectoryUsers(db, scopes, statements, containing),
    ...createDirectoryGroups(db, scopes, statements, containing),
    ...createPeopleByExternalId(db, scopes),
    unknown: async (tenantId, ids) => {
      const tenant = scopes.tenantKey(tenantId);
      return ids.filter((id) => selectKnown.get(id, tenant) === undefined);
    },
  };
};
