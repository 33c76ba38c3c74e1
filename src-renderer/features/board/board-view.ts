// What the board shows, read from the URL: `#/board?q=ada&status=active&role=…&sort=title&view=cards&person=…`.
import { userSortKeys } from '#shared/console-api/user-sort-keys.ts';
import { oneOf } from '#shared/lang/one-of.ts';
import type { ListQuery } from '#renderer/console-client/row-window.ts';
import type { Sort } from '#renderer/ui/ColumnHeader.tsx';
import { searchOf } from '#renderer/ui/hash-route.ts';

type UsersQuery = ListQuery<'users.list'>;

export interface BoardView {
  readonly query: UsersQuery;
  readonly sort: Sort;
  readonly cards: boolean;
  /** Whose profile is open. */
  readonly person: string | null;
  /** Whether anything is filtered out, beside those who are hidden. */
  readonly filtered: boolean;
  /** Whether disabled people are left out because the tenant's profile makes them invisible. */
  readonly hiding: boolean;
}

/**
 * The board's URL parameters, taken apart; anything else in them is ignored. With `hidesDisabled` only active people are
 * listed until somebody asks for the others: by `invisible=1`, or by a status.
 */
export function boardView(params: URLSearchParams, tenantId: string, hidesDisabled = false): BoardView {
  const by = oneOf(userSortKeys, params.get('sort'));
  const sort = by ?? 'lastChangedAt';
  const descending = by === null || params.get('dir') === 'desc';
  const search = searchOf(params);
  const status = oneOf(['active', 'disabled'], params.get('status'));
  const department = params.get('department');
  const roleId = params.get('role');
  const hiding = hidesDisabled && status === null && params.get('invisible') !== '1';
  return {
    query: { tenantId, search, status: hiding ? 'active' : status, department, roleId, sort, descending },
    sort: { by: sort, descending },
    cards: params.get('view') === 'cards',
    person: params.get('person'),
    filtered: search !== '' || status !== null || department !== null || roleId !== null,
    hiding,
  };
}

/** The parameters that sort by a column: once more turns the order round. */
export const sortParams = (sort: Sort, by: string): { readonly sort: string; readonly dir: string | null } => {
  const startsDescending = by === 'lastChangedAt';
  const descending = sort.by === by ? !sort.descending : startsDescending;
  return { sort: by, dir: descending ? 'desc' : null };
};
