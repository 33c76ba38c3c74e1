import { Select, type OptionsFilter } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { setParams } from '#renderer/ui/hash-route.ts';

const asTheyCome: OptionsFilter = ({ options }) => options;

/** Narrows the log to one person; found by name on the server, so 100,000 people are no list to load. */
export function PersonFilter({ id }: { readonly id: string | null }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 120);
  const [open, setOpen] = useState(false);
  const found = useConsoleQuery(
    'users.list',
    { tenantId, search, sort: 'displayName', descending: false, limit: 20 },
    { enabled: open },
  );
  const chosen = useConsoleQuery('users.get', { tenantId, id: id ?? '' }, { enabled: id !== null });
  const people = new Map(found.data?.rows.map((row) => [row.id, row.displayName]));
  if (id !== null && !people.has(id)) people.set(id, chosen.data?.row.displayName ?? id);
  return (
    <Select
      aria-label={t('log.person')}
      placeholder={t('log.anyPerson')}
      w={190}
      clearable
      clearButtonProps={{ 'aria-label': t('log.anyPerson') }}
      filter={asTheyCome}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onSearchChange={setTyped}
      value={id}
      onChange={(person) => setParams({ person })}
      data={[...people].map(([value, label]) => ({ value, label }))}
      nothingFoundMessage={t('log.noPerson')}
    />
  );
}
