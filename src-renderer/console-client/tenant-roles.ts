// The roles of the tenant whose pages are shown, for every page that names one.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Role } from '#shared/console-api/roles.ts';
import { useConsole, useTenant } from './console-context.ts';
import { consoleQuery } from './queries.ts';

/** What is needed of a role where it is only named. */
export type RoleName = Pick<Role, 'id' | 'name' | 'isLocked'>;

/** The default role first, then as they were made; what cannot be changed stands last. */
export const inColumnOrder = <One extends RoleName>(roles: readonly One[]): readonly One[] => [
  ...roles.filter(({ isLocked }) => !isLocked),
  ...roles.filter(({ isLocked }) => isLocked),
];

const namesOf = (roles: readonly Role[]): readonly RoleName[] =>
  inColumnOrder(roles).map(({ id, name, isLocked }) => ({ id, name, isLocked }));

/**
 * How roles are called, by their ids. It stays the same object while only the counts of their people change, so that
 * lists which show it are not drawn again.
 */
export function useRoleNames(): ReadonlyMap<string, RoleName> {
  const query = consoleQuery(useConsole(), 'roles.list', { tenantId: useTenant().id });
  const { data } = useQuery({ ...query, select: namesOf });
  return useMemo(() => new Map(data?.map((role) => [role.id, role])), [data]);
}
