// Everything the core needs of the outside; a host fills each port once.
import type { Assertions } from './assertions.ts';
import type { AuditStore } from './audit-store.ts';
import type { Clock } from './clock.ts';
import type { CredentialUses } from './credential-uses.ts';
import type { DirectoryReader } from './directory-reader.ts';
import type { DocumentReader } from './document-reader.ts';
import type { IdentityProvider } from './identity-provider.ts';
import type { Networks } from './networks.ts';
import type { OAuthStore } from './oauth-store.ts';
import type { KeyDerivation } from './key-derivation.ts';
import type { ProfileStore } from './profile-store.ts';
import type { ProviderTokenStore } from './provider-token-store.ts';
import type { ProvisioningLogStore } from './provisioning-log-store.ts';
import type { RecoveryKeyStore } from './recovery-key-store.ts';
import type { ResourceStore } from './resource-store.ts';
import type { RoleStore } from './role-store.ts';
import type { SchemaStore } from './schema-store.ts';
import type { SecretVault } from './secret-vault.ts';
import type { Secrets } from './secrets.ts';
import type { SessionStore } from './session-store.ts';
import type { SsoStore } from './sso-store.ts';
import type { SentReminders } from './sent-reminders.ts';
import type { TenantStore } from './tenant-store.ts';
import type { TokenStore } from './token-store.ts';
import type { Tries } from './tries.ts';
import type { TunnelPorts } from './tunnel-ports.ts';

/** One of each for a core's whole life. */
export interface Ports {
  readonly resources: ResourceStore;
  readonly tenants: TenantStore;
  readonly schemas: SchemaStore;
  readonly profiles: ProfileStore;
  readonly roles: RoleStore;
  readonly tokens: TokenStore;
  readonly credentialUses: CredentialUses;
  readonly sentReminders: SentReminders;
  readonly networks: Networks;
  readonly oauth: OAuthStore;
  readonly providerTokens: ProviderTokenStore;
  readonly assertions: Assertions;
  readonly log: ProvisioningLogStore;
  readonly audit: AuditStore;
  readonly directory: DirectoryReader;
  readonly documents: DocumentReader;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly vault: SecretVault;
  readonly keyDerivation: KeyDerivation;
  readonly recoveryKeys: RecoveryKeyStore;
  /** Of the passphrase that protects the vault. */
  readonly passphraseTries: Tries;
  readonly sso: SsoStore;
  readonly sessions: SessionStore;
  readonly identityProvider: IdentityProvider;
  /** Of a host that listens. */
  readonly tunnel?: TunnelPorts;
}
