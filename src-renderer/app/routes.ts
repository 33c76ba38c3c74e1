import {
  IconBuilding,
  IconGauge,
  IconId,
  IconListDetails,
  IconPlugConnected,
  IconSettings,
  IconShieldLock,
  IconTable,
  IconTemplate,
  IconUsersGroup,
  IconWorldUpload,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { BoardPage } from '#renderer/features/board/BoardPage.tsx';
import { ConnectPage } from '#renderer/features/connect/ConnectPage.tsx';
import { GroupsPage } from '#renderer/features/groups/GroupsPage.tsx';
import { OverviewPage } from '#renderer/features/overview/OverviewPage.tsx';
import { ProfilesPage } from '#renderer/features/profiles/ProfilesPage.tsx';
import { ProvisioningLogPage } from '#renderer/features/provisioning-log/ProvisioningLogPage.tsx';
import { RolesPage } from '#renderer/features/roles/RolesPage.tsx';
import { SchemasPage } from '#renderer/features/schemas/SchemasPage.tsx';
import { SettingsPage } from '#renderer/features/settings/SettingsPage.tsx';
import { TenantsPage } from '#renderer/features/tenants/TenantsPage.tsx';
import { TunnelPage } from '#renderer/features/tunnel/TunnelPage.tsx';

export interface Route {
  /** In the URL: `#/board`. */
  readonly page: string;
  readonly label:
    | 'overview'
    | 'board'
    | 'groups'
    | 'roles'
    | 'log'
    | 'connect'
    | 'tunnel'
    | 'settings'
    | 'tenants'
    | 'profiles'
    | 'schemas';
  readonly icon: TablerIcon;
  readonly component: ComponentType;
  /** Starts a new section of the navigation. */
  readonly section: boolean;
  /** The page it is reached from; it has no place of its own in the navigation. */
  readonly parent?: string;
}

const overview: Route = {
  page: 'overview',
  label: 'overview',
  icon: IconGauge,
  component: OverviewPage,
  section: false,
};

/** The pages there are, in the order of the navigation and the palette. */
export const routes: readonly Route[] = [
  overview,
  { page: 'board', label: 'board', icon: IconId, component: BoardPage, section: false },
  { page: 'groups', label: 'groups', icon: IconUsersGroup, component: GroupsPage, section: false },
  { page: 'roles', label: 'roles', icon: IconShieldLock, component: RolesPage, section: false },
  { page: 'provisioning-log', label: 'log', icon: IconListDetails, component: ProvisioningLogPage, section: true },
  { page: 'connect', label: 'connect', icon: IconPlugConnected, component: ConnectPage, section: true },
  { page: 'tunnel', label: 'tunnel', icon: IconWorldUpload, component: TunnelPage, section: false },
  { page: 'settings', label: 'settings', icon: IconSettings, component: SettingsPage, section: false },
  {
    page: 'tenants',
    label: 'tenants',
    icon: IconBuilding,
    component: TenantsPage,
    section: false,
    parent: 'settings',
  },
  {
    page: 'profiles',
    label: 'profiles',
    icon: IconTemplate,
    component: ProfilesPage,
    section: false,
    parent: 'settings',
  },
  {
    page: 'schemas',
    label: 'schemas',
    icon: IconTable,
    component: SchemasPage,
    section: false,
    parent: 'settings',
  },
];

/** Those that the navigation shows. */
export const navigated: readonly Route[] = routes.filter(({ parent }) => parent === undefined);

/** The route of a URL; the overview for anything unknown. */
export const routeOf = (page: string): Route => routes.find((route) => route.page === page) ?? overview;
