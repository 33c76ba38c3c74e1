import { Select } from '@mantine/core';
import { IconNote, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { setParams } from '#renderer/ui/hash-route.ts';
import { SearchField } from '#renderer/ui/SearchField.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { methods, results, type LogFilter } from './log-view.ts';
import { PersonFilter } from './PersonFilter.tsx';

/** Search and filters; apart from the list, so that a new row does not draw them again. */
export const LogFilters = memo(function LogFilters({ filter }: { readonly filter: LogFilter }) {
  const { t } = useTranslation();
  return (
    <>
      <SearchField
        label={t('log.search')}
        placeholder={t('log.searchPlaceholder')}
        value={filter.search}
        onSearch={(q) => setParams({ q })}
      />
      <Segments
        label={t('log.result.label')}
        value={filter.result}
        onChange={(value) => setParams({ result: value === 'any' ? null : value })}
        options={results.map((value) => ({ value, label: t(`log.result.${value}`) }))}
      />
      <Select
        aria-label={t('log.method')}
        placeholder={t('log.anyMethod')}
        w={130}
        clearable
        clearButtonProps={{ 'aria-label': t('log.anyMethod') }}
        value={filter.method}
        onChange={(method) => setParams({ method })}
        data={[...methods]}
      />
      <PersonFilter id={filter.resourceId} />
      {filter.clientAddress !== null && (
        <Toggle
          label={t('log.fromAddress', { address: filter.clientAddress })}
          icon={<IconX size={14} aria-hidden />}
          pressed
          onChange={() => setParams({ address: null })}
        />
      )}
      <Toggle
        label={t('log.withNotes')}
        icon={<IconNote size={14} aria-hidden />}
        pressed={filter.noted}
        onChange={(noted) => setParams({ notes: noted ? '1' : null })}
      />
    </>
  );
});
