import type { UserRow } from '#shared/console-api/users.ts';
import type { RowCount } from '#renderer/console-client/row-window.ts';
import type { BoardView } from './board-view.ts';

/** How the table and the cards are told what to show, and how they tell what was opened. */
export interface PeopleProps {
  readonly view: BoardView;
  readonly count: RowCount;
  readonly onOpen: (user: UserRow) => void;
  /** Tells the profile who stands before and after the open one. */
  readonly onNeighbours: (neighbours: Neighbours) => void;
}

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}
