// Everything the core needs of the outside; a host fills each port once.
import type { Clock } from './clock.ts';
import type { DirectoryReader } from './directory-reader.ts';
import type { DocumentReader } from './document-reader.ts';
import type { ProfileStore } from './profile-store.ts';
import type { ProvisioningLogStore } from './provisioning-log-store.ts';
import type { ResourceStore } from './resource-store.ts';
import type { RoleStore } from './role-store.ts';
import type { SchemaStore } from './schema-store.ts';
import type { SecretVault } from './secret-vault.ts';
import type { Secrets } from './secrets.ts';
import type { TenantStore } from './tenant-store.ts';
import type { TokenStore } from './token-store.ts';
import type { TunnelPorts } from './tunnel-ports.ts';

export interface Ports {
  readonly resources: ResourceStore;
  readonly tenants: TenantStore;
  readonly schemas: SchemaStore;
  readonly profiles: ProfileStore;
  readonly roles: RoleStore;
  readonly tokens: TokenStore;
  readonly log: ProvisioningLogStore;
  readonly directory: DirectoryReader;
  readonly documents: DocumentReader;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly vault: SecretVault;
  /** Of a host that listens. */
  readonly tunnel?: TunnelPorts;
}
