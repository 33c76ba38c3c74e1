import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Called 120 ms after the last key. */
  readonly onSearch: (text: string) => void;
}

/** The page's search: `/` puts the focus here (see regions), Esc empties it. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const search = useDebouncedCallback((next: string) => {
    setSent(next);
    onSearch(next);
  }, 120);
  // The value changes from outside too: filters are cleared, a link is followed.
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== sent) {
      setText(value);
      setSent(value);
    }
  }
  const type = (next: string): void => {
    setText(next);
    search(next);
  };
  return (
    <TextInput
      className="search-field"
      data-search
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return;
        event.stopPropagation();
        type('');
      }}
    />
  );
}
