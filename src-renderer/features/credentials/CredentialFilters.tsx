import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { setParams } from '#renderer/ui/hash-route.ts';
import { SearchField } from '#renderer/ui/SearchField.tsx';
import { kinds, states, type CredentialsView } from './credentials-view.ts';

/** Search, kind and state. */
export function CredentialFilters({ view: { search, kind, state } }: { readonly view: CredentialsView }) {
  const { t } = useTranslation();
  return (
    <>
      <SearchField
        label={t('credentials.search')}
        placeholder={t('credentials.searchPlaceholder')}
        value={search}
        onSearch={(q) => setParams({ q })}
      />
      <Select
        aria-label={t('credentials.column.kind')}
        placeholder={t('credentials.anyKind')}
        w={170}
        clearable
        clearButtonProps={{ 'aria-label': t('credentials.anyKind') }}
        value={kind}
        onChange={(value) => setParams({ kind: value })}
        data={kinds.map((value) => ({ value, label: t(`credentials.kindFilter.${value}`) }))}
      />
      <Select
        aria-label={t('credentials.column.state')}
        placeholder={t('credentials.anyState')}
        w={150}
        clearable
        clearButtonProps={{ 'aria-label': t('credentials.anyState') }}
        value={state}
        onChange={(value) => setParams({ state: value })}
        data={states.map((value) => ({ value, label: t(`credentials.state.${value}`) }))}
      />
    </>
  );
}
