// Identity providers name a manager by id. People know names: wherever the console shows a change of manager, the id of
// somebody who is here is replaced by that person's name. What was sent stays in the log's bodies as it was.
import type { Change, ModifiedProperty } from '#shared/console-api/provisioning-log.ts';
import type { UserRow } from '#shared/console-api/users.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import type { DirectoryReader } from './ports/directory-reader.ts';

const short = 'manager.value';
const full = `${enterpriseUserSchema}:${short}`;

type Named = (id: string | null) => string | null;

/** Looks the ids up at once; an id that nobody here has stays an id. */
async function namesOf(directory: DirectoryReader, tenantId: string, ids: readonly (string | null)[]): Promise<Named> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const people = known.length === 0 ? [] : await directory.usersById(tenantId, known);
  const names = new Map(people.map(({ id, displayName }) => [id, displayName]));
  return (id) => (id === null ? null : (names.get(id) ?? id));
}

async function nameInRows(
  directory: DirectoryReader,
  tenantId: string,
  rows: readonly UserRow[],
): Promise<readonly UserRow[]> {
  const changes = rows.flatMap(({ lastChange }) => (lastChange?.attribute === short ? [lastChange] : []));
  if (changes.length === 0) return rows;
  const ids = changes.flatMap(({ from, to }) => [from, to]);
  const named = await namesOf(directory, tenantId, ids);
  return rows.map((row) => {
    const change = row.lastChange;
    if (change?.attribute !== short) return row;
    return { ...row, lastChange: { ...change, from: named(change.from), to: named(change.to) } };
  });
}

/** The same directory, whose rows name managers. */
export const withManagerNames = (directory: DirectoryReader): DirectoryReader => ({
  ...directory,
  users: async (query) => {
    const page = await directory.users(query);
    return { ...page, rows: await nameInRows(directory, query.tenantId, page.rows) };
  },
  usersById: async (tenantId, ids) => nameInRows(directory, tenantId, await directory.usersById(tenantId, ids)),
});

const isManager = ({ displayName }: ModifiedProperty): boolean => displayName === full;

type HasProperties = Pick<Change, 'modifiedProperties'>;

/** Changes with the names of managers in their modified properties. */
export async function nameManagers<Item extends HasProperties>(
  directory: DirectoryReader,
  tenantId: string,
  changes: readonly Item[],
): Promise<Item[]> {
  const properties = changes.flatMap(({ modifiedProperties }) => modifiedProperties.filter(isManager));
  if (properties.length === 0) return [...changes];
  const ids = properties.flatMap(({ oldValue, newValue }) => [oldValue, newValue]);
  const named = await namesOf(directory, tenantId, ids);
  return changes.map((item) => ({
    ...item,
    modifiedProperties: item.modifiedProperties.map((property) =>
      isManager(property)
        ? { ...property, oldValue: named(property.oldValue), newValue: named(property.newValue) }
        : property,
    ),
  }));
}
