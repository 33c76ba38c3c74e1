// The core over the SQLite file of one data folder, without a listener: what every host and the CLI start from.
import { join } from 'node:path';
import { createClock } from '../adapters/clock.ts';
import { createKeyDerivation } from '../adapters/key-derivation.ts';
import { createNetworks } from '../adapters/networks/networks.ts';
import { createIdentityProvider } from '../adapters/oidc/sign-in.ts';
import { createAssertions } from '../adapters/oidc/assertions.ts';
import { createSecrets } from '../adapters/secrets.ts';
import { createKeyFile } from '../adapters/vault/key-file.ts';
import type { Keychain } from '../adapters/vault/keychain.ts';
import { createVault } from '../adapters/vault/vault.ts';
import { createCore, type Core } from '../application/core.ts';
import type { HostFacts } from '../application/ports/host-facts.ts';
import type { Ports } from '../application/ports/ports.ts';
import type { SecretVault } from '../application/ports/secret-vault.ts';
import type { TunnelPorts } from '../application/ports/tunnel-ports.ts';
import { openStorage, type Storage } from '../storage/sqlite/open.ts';
import { ensureDataFolder } from './data-folder.ts';
import { createKeyFolder, keyFile } from './key-file.ts';
import { version } from './program-files.ts';
import { startFailure } from './start-failure.ts';

export const databaseName = 'rollcall.sqlite';

/** Addresses of the running listeners; the host sets them once they accept. */
export interface Addresses {
  scimUrl: string | null;
  consoleUrl: string | null;
}

export interface OpenCore {
  readonly core: Core;
  readonly dataFolder: string;
  readonly addresses: Addresses;
  /** Writes what is queued and closes the database. */
  close(): Promise<void>;
}

/** What only one kind of host has. */
export interface HostParts {
  /** The keychain of the desktop's session. */
  readonly keychain?: Keychain;
  /** Of a host that listens: only there is something to make public. */
  readonly tunnelPorts?: (storage: Storage, dataFolder: string) => TunnelPorts;
}

/** The vault of a database. Its key file is neither read nor made before something is sealed or opened. */
const vaultOf = ({ facts, vaults }: Storage, dataFolder: string, { keychain }: HostParts): SecretVault =>
  createVault({
    store: vaults,
    keyFile: createKeyFile({
      file: keyFile(facts.vaultId),
      createFolder: (folder) => createKeyFolder(folder, dataFolder),
    }),
    keychain,
  });

/**
 * Asks the keychain for the data key, so that sealing need not wait for it. A desktop whose keychain protects something keeps a
 * new vault there; without one the key file stays, and Settings says so.
 */
async function readyVault(vault: SecretVault, { keychain }: HostParts): Promise<void> {
  const { protection, state } = await vault.state();
  if (keychain === undefined || protection !== 'key-file' || state !== 'unused') return;
  if ((await keychain.obstacle()) !== null) return;
  try {
    await vault.setProtection('safe-storage');
  } catch (error) {
    console.error('Rollcall: the keychain could not take the data key, so that it will be a key file:', error);
  }
}

/** A new database gets the tenant that the first screen shows. */
async function ensureFirstTenant({ tenants, secrets, clock }: Ports): Promise<void> {
  if ((await tenants.list()).length > 0) return;
  await tenants.create({
    id: secrets.uuid(),
    slug: 'default',
    name: 'Default',
    profile: 'generic',
    compatibility: 'lenient',
    idpTenantId: null,
    provisioning: true,
    archivedAt: null,
    createdAt: clock.now(),
  });
}

/** Opens or creates the database of `folder`. StartFailure says why it cannot be used; the file is then untouched. */
export async function openCore(folder: string, host: HostFacts['host'], parts: HostParts = {}): Promise<OpenCore> {
  const dataFolder = ensureDataFolder(folder);
  try {
    const storage = openStorage({ file: join(dataFolder, databaseName) });
    const addresses: Addresses = { scimUrl: null, consoleUrl: null };
    const vault = vaultOf(storage, dataFolder, parts);
    await readyVault(vault, parts);
    const ports: Ports = {
      ...storage,
      assertions: createAssertions(storage.jwks),
      vault,
      keyDerivation: createKeyDerivation(),
      clock: createClock(),
      identityProvider: createIdentityProvider({
        allowLoopbackIssuer: process.env['ROLLCALL_ALLOW_LOOPBACK_ISSUER'] === '1',
      }),
      networks: createNetworks(),
      secrets: createSecrets(),
      ...(parts.tunnelPorts && { tunnel: parts.tunnelPorts(storage, dataFolder) }),
    };
    await ensureFirstTenant(ports);
    const core = createCore(ports, {
      version,
      host,
      dataFolder,
      runtime: `Node.js ${process.versions.node}`,
      sqlite: storage.facts.sqlite,
      databaseBytes: () => storage.facts.databaseBytes(),
      scimUrl: () => addresses.scimUrl,
      consoleUrl: () => addresses.consoleUrl,
    });
    return {
      core,
      dataFolder,
      addresses,
      close: async () => {
        core.close();
        await storage.flush();
        storage.close();
      },
    };
  } catch (error) {
    throw startFailure(error, dataFolder);
  }
}
