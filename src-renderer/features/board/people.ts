import type { Ref } from 'react';
import type { UserRow } from '#shared/console-api/users.ts';
import type { RowCount } from '#renderer/console-client/row-window.ts';
import type { BoardView } from './board-view.ts';

/** Who stands before (-1) or after (1) a person in the list as it is now; null at its ends. */
export type FindNeighbour = (id: string, step: -1 | 1) => string | null;

/** How the table and the cards are told what to show, and how they tell what was opened. */
export interface PeopleProps {
  readonly view: BoardView;
  readonly count: RowCount;
  readonly onOpen: (user: UserRow) => void;
  readonly findNeighbour: Ref<FindNeighbour>;
}
