// The storage: every port of the application that outlives the process, on one SQLite file.
import type { CredentialUses } from '../../application/ports/credential-uses.ts';
import type { AuditStore } from '../../application/ports/audit-store.ts';
import type { DirectoryReader } from '../../application/ports/directory-reader.ts';
import type { DocumentReader } from '../../application/ports/document-reader.ts';
import type { ProfileStore } from '../../application/ports/profile-store.ts';
import type { JwksStore } from '../../application/ports/jwks-store.ts';
import type { OAuthStore } from '../../application/ports/oauth-store.ts';
import type { ProviderTokenStore } from '../../application/ports/provider-token-store.ts';
import type { LogEntry, ProvisioningLogStore } from '../../application/ports/provisioning-log-store.ts';
import type { ResourceStore } from '../../application/ports/resource-store.ts';
import type { RecoveryKeyStore } from '../../application/ports/recovery-key-store.ts';
import type { RoleStore } from '../../application/ports/role-store.ts';
import type { SchemaStore } from '../../application/ports/schema-store.ts';
import type { SentReminders } from '../../application/ports/sent-reminders.ts';
import type { SessionStore } from '../../application/ports/session-store.ts';
import type { SsoStore } from '../../application/ports/sso-store.ts';
import type { TenantStore } from '../../application/ports/tenant-store.ts';
import type { TokenStore } from '../../application/ports/token-store.ts';
import type { Tries } from '../../application/ports/tries.ts';
import type { TunnelStore } from '../../application/ports/tunnel-store.ts';
import type { VaultStore } from '../../application/ports/vault-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createChangeRows } from './change-rows.ts';
import { openConnection } from './connection.ts';
import { createCredentialUses } from './credential-uses.ts';
import { createDirectoryReader } from './directory-reader.ts';
import { createDocumentReader } from './document-reader.ts';
import { ensureFirstRoles } from './first-roles.ts';
import { createFirstSightings } from './first-sightings.ts';
import { createHeldRows } from './held-resources.ts';
import { createJwksStore } from './jwks-store.ts';
import { createLogRows } from './log-rows.ts';
import { createMemberRows } from './member-rows.ts';
import { createOAuthStore } from './oauth-store.ts';
import { createProfileStore } from './profile-store.ts';
import { createProviderTokenStore } from './provider-token-store.ts';
import { createProvisioningLogStore } from './provisioning-log-store.ts';
import { createRecoveryKeyStore } from './recovery-key-store.ts';
import { createRequestBuckets } from './request-buckets.ts';
import { createRemovedTenants } from './removed-tenants.ts';
import { createResourceStore } from './resource-store.ts';
import { createRoleStore } from './role-store.ts';
import { createSchemaStore } from './schema-store.ts';
import { createScopes } from './scopes.ts';
import { createSentReminders } from './sent-reminders.ts';
import { createSessionStore } from './session-store.ts';
import { createSsoStore } from './sso-store.ts';
import { createStatements } from './statements.ts';
import { createTextIndex } from './text-index.ts';
import { createTenantStore } from './tenant-store.ts';
import { createTokenStore } from './token-store.ts';
import { createTries } from './tries.ts';
import { createTunnelStore } from './tunnel-store.ts';
import { createVaultStore } from './vault-store.ts';
import { createWriteQueue } from './write-queue.ts';

/** The ports that outlive the process, and what a host must know of the file. */
export interface Storage {
  readonly resources: ResourceStore;
  readonly tenants: TenantStore;
  readonly schemas: SchemaStore;
  readonly profiles: ProfileStore;
  readonly roles: RoleStore;
  readonly tokens: TokenStore;
  readonly credentialUses: CredentialUses;
  readonly sentReminders: SentReminders;
  readonly oauth: OAuthStore;
  readonly providerTokens: ProviderTokenStore;
  readonly jwks: JwksStore;
  readonly vaults: VaultStore;
  readonly recoveryKeys: RecoveryKeyStore;
  readonly passphraseTries: Tries;
  readonly log: ProvisioningLogStore;
  readonly audit: AuditStore;
  readonly directory: DirectoryReader;
  readonly documents: DocumentReader;
  readonly sso: SsoStore;
  readonly sessions: SessionStore;
  /** Not a port of every core: only a host that listens has a tunnel. */
  readonly tunnels: TunnelStore;
  readonly facts: {
    /** SQLite's version. */
    readonly sqlite: string;
    databaseBytes(): number;
    /** Names the key that seals this database's secrets; not the key. */
    readonly vaultId: string;
  };
  /** Resolves when all that was queued so far is on the disk, entries that would have waited included. */
  flush(): Promise<void>;
  /** Writes what is queued and closes the database; writes after it reject with StoreError 'closed'. */
  close(): void;
}

/** Where the storage is. */
export interface StorageOptions {
  /** Path of the database, made if absent, its folder too; `:memory:` for one that is gone when it is closed. */
  readonly file: string;
}

/** StoreError 'newer-database', 'corrupt' or 'not-writable' when the file cannot be used; it is then unchanged. */
export const openStorage = ({ file }: StorageOptions): Storage => {
  const db = openConnection(file);
  ensureFirstRoles(db);
  const scopes = createScopes(db);
  const statements = createStatements(db);
  const members = createMemberRows(db);
  const logRows = createLogRows(db, scopes);
  const changeRows = createChangeRows(db, scopes);
  const buckets = createRequestBuckets(db, scopes);
  const sightings = createFirstSightings(db, scopes);
  let listener: Parameters<ProvisioningLogStore['onAppended']>[0] | undefined;
  const queue = createWriteQueue<LogEntry>(db, file, {
    beforeCommit: (entries) => {
      buckets.count(entries);
      sightings.note(entries);
    },
    afterCommit: (entries) => listener?.(entries, sightings.committed()),
    onLost: (error) => process.emitWarning(error instanceof Error ? error : String(error)),
  });
  const texts = createTextIndex(db, queue);
  const held = createHeldRows(db, scopes);
  const removed = createRemovedTenants(db, queue, texts);
  const onAppended: ProvisioningLogStore['onAppended'] = (given) => {
    listener = given;
  };
  const vaultId = db.prepare<[], string>('SELECT id FROM vaults').pluck();
  const bytes = db
    .prepare<[], number>('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')
    .pluck();

  return {
    resources: createResourceStore({ db, queue, scopes, statements, members, logRows, changeRows, texts }),
    tenants: createTenantStore(db, queue, scopes, held, removed),
    schemas: createSchemaStore(db, queue, scopes, held),
    profiles: createProfileStore(db, queue, held),
    roles: createRoleStore(db, queue, scopes),
    tokens: createTokenStore(db, queue, scopes),
    credentialUses: createCredentialUses(db, queue, scopes),
    sentReminders: createSentReminders(db, queue, scopes),
    oauth: createOAuthStore(db, queue, scopes),
    providerTokens: createProviderTokenStore(db, queue, scopes),
    jwks: createJwksStore(db, queue),
    vaults: createVaultStore(db, queue),
    recoveryKeys: createRecoveryKeyStore(db, queue),
    passphraseTries: createTries(db, queue, 'passphrase_tries'),
    log: createProvisioningLogStore({
      db,
      queue,
      scopes,
      statements,
      logRows,
      changeRows,
      buckets,
      sightings,
      onAppended,
    }),
    audit: createAuditStore(db, queue),
    directory: createDirectoryReader(db, scopes, statements, texts.containing),
    documents: createDocumentReader(db, scopes),
    sso: createSsoStore(db, queue),
    sessions: createSessionStore(db, queue),
    tunnels: createTunnelStore(db, queue),
    facts: {
      sqlite: String(db.prepare('SELECT sqlite_version()').pluck().get()),
      databaseBytes: () => bytes.get() ?? 0,
      vaultId: vaultId.get() ?? '',
    },
    flush: async () => {
      queue.drain();
      removed.settle();
      texts.settle();
    },
    close: () => {
      if (!db.open) return;
      removed.close();
      texts.close();
      queue.close();
      db.close();
    },
  };
};
