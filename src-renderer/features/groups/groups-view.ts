// What the groups page shows, read from the URL: `#/groups?q=…&sort=members&group=…`.
import type { ListQuery } from '#renderer/console-client/row-window.ts';
import type { Sort } from '#renderer/ui/ColumnHeader.tsx';

type GroupsQuery = ListQuery<'groups.list'>;
type SortKey = NonNullable<GroupsQuery['sort']>;

export interface GroupsView {
  readonly query: GroupsQuery;
  readonly sort: Sort;
}

const sortKeys: ReadonlySet<string> = new Set<SortKey>(['displayName', 'members', 'lastChangedAt']);
const isSortKey = (text: string): text is SortKey => sortKeys.has(text);

/** The page's URL parameters, taken apart; anything else in them is ignored. */
export function groupsView(params: URLSearchParams, tenantId: string): GroupsView {
  const by = params.get('sort') ?? '';
  const sort = isSortKey(by) ? by : 'displayName';
  const descending = params.get('dir') === 'desc';
  return {
    query: { tenantId, search: (params.get('q') ?? '').slice(0, 200), sort, descending },
    sort: { by: sort, descending },
  };
}

/** The parameters that sort by a column: once more turns the order round; the greatest and newest come first. */
export const sortParams = (sort: Sort, by: string): { readonly sort: string; readonly dir: string | null } => {
  const descending = sort.by === by ? !sort.descending : by !== 'displayName';
  return { sort: by, dir: descending ? 'desc' : null };
};
