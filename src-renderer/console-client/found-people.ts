import { useState } from 'react';
import { useMay } from './access.ts';
import { useTenant } from './console-context.ts';
import { useConsoleQuery } from './queries.ts';

/** What a field offers in which a person is chosen. */
export interface FoundPeople {
  /** In order of name; the chosen one is among them. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Looks for people by a part of their name; null looks no more. */
  readonly find: (search: string | null) => void;
}

const most = 20;

/** People to choose from, found by name on the server: 100,000 people are no list to load. */
export function useFoundPeople(chosenId: string | null): FoundPeople {
  const tenantId = useTenant().id;
  const may = useMay('people.view');
  const [search, find] = useState<string | null>(null);
  const found = useConsoleQuery(
    'users.list',
    { tenantId, search: search ?? '', sort: 'displayName', descending: false, limit: most },
    { enabled: may && search !== null },
  );
  const chosen = useConsoleQuery('users.get', { tenantId, id: chosenId ?? '' }, { enabled: may && chosenId !== null });
  const people = (found.data?.rows ?? []).map(({ id, displayName }) => ({ id, name: displayName }));
  if (chosenId !== null && people.every(({ id }) => id !== chosenId)) {
    people.push({ id: chosenId, name: chosen.data?.row.displayName ?? chosenId });
  }
  return { people, find };
}
