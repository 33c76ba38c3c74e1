import {
  IconBuilding,
  IconGauge,
  IconHistory,
  IconId,
  IconKey,
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
import type { Allowed } from '#renderer/console-client/access.ts';
import { AuditPage } from '#renderer/features/audit/AuditPage.tsx';
import { BoardPage } from '#renderer/features/board/BoardPage.tsx';
import { ConnectPage } from '#renderer/features/connect/ConnectPage.tsx';
import { CredentialsPage } from '#renderer/features/credentials/CredentialsPage.tsx';
import { GroupsPage } from '#renderer/features/groups/GroupsPage.tsx';
import { OverviewPage } from '#renderer/features/overview/OverviewPage.tsx';
import { ProfilesPage } from '#renderer/features/profiles/ProfilesPage.tsx';
import { ProvisioningLogPage } from '#renderer/features/provisioning-log/ProvisioningLogPage.tsx';
import { RolesPage } from '#renderer/features/roles/RolesPage.tsx';
import { SchemasPage } from '#renderer/features/schemas/SchemasPage.tsx';
import { SettingsPage } from '#renderer/features/settings/SettingsPage.tsx';
import { TenantsPage } from '#renderer/features/tenants/TenantsPage.tsx';
import { TunnelPage } from '#renderer/features/tunnel/TunnelPage.tsx';

/** A page of the console, and who sees it. */
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
    | 'credentials'
    | 'tunnel'
    | 'settings'
    | 'tenants'
    | 'profiles'
    | 'schemas'
    | 'audit';
  readonly icon: TablerIcon;
  readonly component: ComponentType;
  /** Who may see it. */
  readonly needs: Allowed;
  /** Not offered where the tenant's profile has none of these; who follows a link to it is told so by the page. */
  readonly about?: 'groups';
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
  needs: 'signedIn',
  section: false,
};

/** The pages there are, in the order of the navigation and the palette. */
export const routes: readonly Route[] = [
  overview,
  { page: 'board', label: 'board', icon: IconId, component: BoardPage, needs: 'people.view', section: false },
  {
    page: 'groups',
    label: 'groups',
    icon: IconUsersGroup,
    component: GroupsPage,
    needs: 'groups.view',
    about: 'groups',
    section: false,
  },
  { page: 'roles', label: 'roles', icon: IconShieldLock, component: RolesPage, needs: 'roles.view', section: false },
  {
    page: 'provisioning-log',
    label: 'log',
    icon: IconListDetails,
    component: ProvisioningLogPage,
    needs: 'provisioningLog.view',
    section: true,
  },
  {
    page: 'connect',
    label: 'connect',
    icon: IconPlugConnected,
    component: ConnectPage,
    needs: 'connect.view',
    section: true,
  },
  {
    page: 'tunnel',
    label: 'tunnel',
    icon: IconWorldUpload,
    component: TunnelPage,
    needs: 'connect.view',
    section: false,
  },
  {
    page: 'credentials',
    label: 'credentials',
    icon: IconKey,
    component: CredentialsPage,
    needs: 'credentials.view',
    section: false,
  },
  {
    page: 'settings',
    label: 'settings',
    icon: IconSettings,
    component: SettingsPage,
    needs: 'settings.view',
    section: false,
  },
  {
    page: 'tenants',
    label: 'tenants',
    icon: IconBuilding,
    component: TenantsPage,
    needs: 'settings.view',
    section: false,
    parent: 'settings',
  },
  {
    page: 'profiles',
    label: 'profiles',
    icon: IconTemplate,
    component: ProfilesPage,
    needs: 'settings.view',
    section: false,
    parent: 'settings',
  },
  {
    page: 'schemas',
    label: 'schemas',
    icon: IconTable,
    component: SchemasPage,
    needs: 'settings.view',
    section: false,
    parent: 'settings',
  },
  {
    page: 'audit',
    label: 'audit',
    icon: IconHistory,
    component: AuditPage,
    needs: 'audit.view',
    section: false,
    parent: 'settings',
  },
];

/** The route of a URL; the overview for anything unknown. */
export const routeOf = (page: string): Route => routes.find((route) => route.page === page) ?? overview;
