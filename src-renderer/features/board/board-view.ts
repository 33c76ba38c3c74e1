// What the board shows, read from the URL: `#/board?q=ada&status=active&sort=title&view=cards&person=…`.
import type { ListQuery } from '#renderer/console-client/row-window.ts';
import type { Sort } from '#renderer/ui/ColumnHeader.tsx';

type UsersQuery = ListQuery<'users.list'>;
type SortKey = NonNullable<UsersQuery['sort']>;

export interface BoardView {
  readonly query: UsersQuery;
  readonly sort: Sort;
  readonly cards: boolean;
  /** Whose profile is open. */
  readonly person: string | null;
  /** Whether anything is filtered out. */
  readonly filtered: boolean;
}

const sortKeys: ReadonlySet<string> = new Set<SortKey>([
  'displayName',
  'userName',
  'status',
  'title',
  'department',
  'lastChangedAt',
]);
const isSortKey = (text: string): text is SortKey => sortKeys.has(text);

/** The board's URL parameters, taken apart; anything else in them is ignored. */
export function boardView(params: URLSearchParams, tenantId: string): BoardView {
  const by = params.get('sort') ?? '';
  const sort = isSortKey(by) ? by : 'lastChangedAt';
  const descending = isSortKey(by) ? params.get('dir') === 'desc' : true;
  const search = (params.get('q') ?? '').slice(0, 200);
  const wanted = params.get('status');
  const status = wanted === 'active' || wanted === 'disabled' ? wanted : null;
  const department = params.get('department');
  return {
    query: { tenantId, search, status, department, sort, descending },
    sort: { by: sort, descending },
    cards: params.get('view') === 'cards',
    person: params.get('person'),
    filtered: search !== '' || status !== null || department !== null,
  };
}

/** The parameters that sort by a column: once more turns the order round. */
export const sortParams = (sort: Sort, by: string): { readonly sort: string; readonly dir: string | null } => {
  const startsDescending = by === 'lastChangedAt';
  const descending = sort.by === by ? !sort.descending : startsDescending;
  return { sort: by, dir: descending ? 'desc' : null };
};
