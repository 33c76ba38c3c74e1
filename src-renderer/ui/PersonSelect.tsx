import { Select, type OptionsFilter, type SelectProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';

interface PersonSelectProps extends Pick<
  SelectProps,
  'aria-label' | 'label' | 'description' | 'placeholder' | 'size' | 'w' | 'nothingFoundMessage' | 'error'
> {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Called with what was typed, 120 ms after the last key, while the list is open; with null when it closes. */
  readonly onFind: (search: string | null) => void;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly clearLabel: string;
}

const asTheyCome: OptionsFilter = ({ options }) => options;

/** One of many people, found by name. */
export function PersonSelect({ people, onFind, clearLabel, ...field }: PersonSelectProps) {
  const findSoon = useDebouncedCallback(onFind, 120);
  return (
    <Select
      {...field}
      clearable
      clearButtonProps={{ 'aria-label': clearLabel }}
      filter={asTheyCome}
      onDropdownOpen={() => onFind('')}
      onDropdownClose={() => {
        findSoon.cancel();
        onFind(null);
      }}
      onSearchChange={findSoon}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
