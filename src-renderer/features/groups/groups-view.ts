// What the groups page shows, read from the URL: `#/groups?q=…&sort=members&group=…`.
import { oneOf } from '#shared/lang/one-of.ts';
import type { ListQuery } from '#renderer/console-client/row-window.ts';
import type { Sort } from '#renderer/ui/ColumnHeader.tsx';
import { searchOf } from '#renderer/ui/hash-route.ts';

type GroupsQuery = ListQuery<'groups.list'>;

export interface GroupsView {
  readonly query: GroupsQuery;
  readonly sort: Sort;
}

const sortKeys = ['displayName', 'members', 'lastChangedAt'] as const;

/** The page's URL parameters, taken apart; anything else in them is ignored. */
export function groupsView(params: URLSearchParams, tenantId: string): GroupsView {
  const sort = oneOf(sortKeys, params.get('sort')) ?? 'displayName';
  const descending = params.get('dir') === 'desc';
  return {
    query: { tenantId, search: searchOf(params), sort, descending },
    sort: { by: sort, descending },
  };
}

/** The parameters that sort by a column: once more turns the order round; the greatest and newest come first. */
export const sortParams = (sort: Sort, by: string): { readonly sort: string; readonly dir: string | null } => {
  const descending = sort.by === by ? !sort.descending : by !== 'displayName';
  return { sort: by, dir: descending ? 'desc' : null };
};
