import { Select } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { useRoleNames } from '#renderer/console-client/tenant-roles.ts';
import { setParams } from '#renderer/ui/hash-route.ts';
import { SearchField } from '#renderer/ui/SearchField.tsx';

interface BoardFiltersProps {
  readonly search: string;
  readonly status: string | null;
  readonly department: string | null;
  readonly roleId: string | null;
}

/** Search and filters; apart from the list, so that scrolling does not draw them again. */
export const BoardFilters = memo(function BoardFilters({ search, status, department, roleId }: BoardFiltersProps) {
  const { t } = useTranslation();
  const roles = useRoleNames();
  const { data: facets } = useConsoleQuery('users.facets', { tenantId: useTenant().id });
  const departments = new Set(facets?.departments.map(({ name }) => name));
  if (department !== null) departments.add(department);
  return (
    <>
      <SearchField
        label={t('board.search')}
        placeholder={t('board.searchPlaceholder')}
        value={search}
        onSearch={(q) => setParams({ q })}
      />
      <Select
        aria-label={t('board.column.status')}
        placeholder={t('board.anyStatus')}
        w={140}
        clearable
        clearButtonProps={{ 'aria-label': t('board.anyStatus') }}
        value={status}
        onChange={(value) => setParams({ status: value })}
        data={[
          { value: 'active', label: t('status.active') },
          { value: 'disabled', label: t('status.disabled') },
        ]}
      />
      <Select
        aria-label={t('roles.column')}
        placeholder={t('roles.any')}
        w={140}
        clearable
        clearButtonProps={{ 'aria-label': t('roles.any') }}
        value={roleId}
        onChange={(value) => setParams({ role: value })}
        data={[...roles.values()].map(({ id, name }) => ({ value: id, label: name }))}
        nothingFoundMessage={t('roles.noSuch')}
      />
      <Select
        aria-label={t('board.column.department')}
        placeholder={t('board.anyDepartment')}
        w={190}
        clearable
        clearButtonProps={{ 'aria-label': t('board.anyDepartment') }}
        value={department}
        onChange={(value) => setParams({ department: value })}
        data={[...departments]}
        nothingFoundMessage={t('board.noDepartment')}
      />
    </>
  );
});
